"""What the tiny model is asked: two short prompts and a handful of cases."""

from scoring import Case

PROMPTS = {
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

CASES = (
    Case("roof", "house.png", "house_blue_roof.png", "Paint the roof blue"),
    Case("sun", "house.png", "house_no_sun.webp", "Paint the roof blue"),
    Case("empty", "house.png", "house_alpha.png", ""),
    Case("cjk", "house_gray.png", "house_palette.png", "把屋顶涂成蓝色 🏠🎨"),
    # The accent is a combining one: NFC must join it before tokens are made.
    Case("sizes", "house.png", "banner.png", "Make it a banner, cafe\u0301 style"),
    Case("special", "house_alpha.png", "house.png", 'keep $1, {text_prompt} & {x}\n\t"as is"  '),
    Case("dusk", "house_dusk.jpg", "house_dusk.jpg", "Don't change it, it's 100% fine"),
)
