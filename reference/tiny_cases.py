"""What the tiny models are asked: short prompts of our own words, and a handful of cases for each family."""

from cases import EditCase, PictureCase

EDIT_PROMPTS = {
    "instruction_following": (
        "\nThe first picture is the source, the second is its edit.\n"
        "- **Following:** was everything done that the instruction asks, and nothing else?\n\n"
        "Instruction: {text_prompt}\n"
    ),
    "visual_quality": (
        "\nThe first picture is the source, the second is its edit.\n"
        "- **Quality:** is the edit clean and natural, e.g. free of \"seams\"?\n\n"
        "Instruction: {text_prompt}\n"
    ),
    # Text follows the reward token, so that cutting the sequence there can be tested.
    "suffix": "\nRate the edit: <|Reward|>\n\nDONE\n",
}

# Spaces at the end of lines, one and two, and three newlines after the prompt: as the official text has them.
PICTURE_PROMPTS = {
    "instruction": (
        "\nLook at this one picture. \n\n"
        "**Looks:**  \n- **Clean:** is it clean and natural, e.g. free of \"seams\"? \n\n"
        "**Words:**  \n- **Following:** does it show everything that was asked?\n"
        "Asked - {text_prompt}\n\n\n"
    ),
    "suffix": "\nRate the picture: <|Reward|>\n\nDONE\n",
}

EDIT_CASES = (
    EditCase("roof", "house.png", "house_blue_roof.png", "Paint the roof blue"),
    EditCase("sun", "house.png", "house_no_sun.webp", "Paint the roof blue"),
    EditCase("empty", "house.png", "house_alpha.png", ""),
    EditCase("cjk", "house_gray.png", "house_palette.png", "把屋顶涂成蓝色 🏠🎨"),
    # The accent is a combining one: NFC must join it before tokens are made.
    EditCase("sizes", "house.png", "banner.png", "Make it a banner, cafe\u0301 style"),
    EditCase("special", "house_alpha.png", "house.png", 'keep $1, {text_prompt} & {x}\n\t"as is"  '),
    EditCase("dusk", "house_dusk.jpg", "house_dusk.jpg", "Don't change it, it's 100% fine"),
)

QWEN3_EDIT_CASES = (
    *EDIT_CASES,
    # Two candidates of one source whose pixels are the same: a tie.
    EditCase("tie", "tower.png", "house.png", "Make the picture wide"),
    EditCase("tie-again", "tower.png", "house_again.webp", "Make the picture wide"),
    # Both stand upright in the model's eyes.
    EditCase("turned", "house_turned.jpg", "house_turned.png", "Paint the sky yellow"),
    EditCase("turned-lossless", "house_turned.png", "tower.png", "把天空涂成蓝色"),
    EditCase("small-long", "stamp.png", "ribbon.png", "Make it long"),
    EditCase("tokens", "banner.png", "tower.png", "Write <tool_call> and <think> on it, not <|fim_pad|>"),
)

PICTURE_CASES = (
    # Four candidates of one prompt; the pixels of the first two are the same: a tie.
    PictureCase("roof", "house.png", "A house with a blue roof under the sun"),
    PictureCase("roof-again", "house_again.webp", "A house with a blue roof under the sun"),
    PictureCase("roof-blue", "house_blue_roof.png", "A house with a blue roof under the sun"),
    PictureCase("roof-no-sun", "house_no_sun.webp", "A house with a blue roof under the sun"),
    # Another prompt of the first picture.
    PictureCase("other-prompt", "house.png", "A gray drawing of a tree"),
    PictureCase("empty", "house_alpha.png", ""),
    PictureCase("cjk", "house_gray.png", "蓝色屋顶的房子 🏠🎨"),
    PictureCase("portrait", "tower.png", "A tower, cafe\u0301 style"),
    PictureCase("wide", "banner.png", 'keep $1, {text_prompt} & {{x}}\n\t"as is" %s  '),
    PictureCase("turned", "house_turned.jpg", "It's 100% fine that it lies on its side"),
    PictureCase("turned-lossless", "house_turned.png", "A house on its side\n\n  under a yellow sky  \n"),
    PictureCase("small", "stamp.png", "A very small picture of a house"),
    PictureCase("long", "ribbon.png", "A very long picture of a house"),
    PictureCase("tokens", "house_palette.png", "A board that says <tool_call> and <think>, not <|fim_pad|>"),
)
