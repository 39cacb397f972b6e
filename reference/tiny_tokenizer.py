"""A small byte-level BPE tokenizer with the special tokens of Qwen's, trained on the text below or on another."""

import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

BPE_ENTRIES = 384
"""256 bytes and 128 merges: enough that words split into several tokens, as in the real tokenizer."""

QWEN2_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
"""Qwen2's pretokenizer pattern: a fact of the format."""

SPECIAL_TOKENS = (
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|object_ref_start|>",
    "<|object_ref_end|>",
    "<|box_start|>",
    "<|box_end|>",
    "<|quad_start|>",
    "<|quad_end|>",
    "<|vision_start|>",
    "<|vision_end|>",
    "<|vision_pad|>",
    "<|image_pad|>",
    "<|video_pad|>",
)
PLAIN_ADDED_TOKENS = (
    "<tool_call>",
    "</tool_call>",
    "<|fim_prefix|>",
    "<|fim_middle|>",
    "<|fim_suffix|>",
    "<|fim_pad|>",
    "<|repo_name|>",
    "<|file_sep|>",
)
"""Added tokens that Qwen2.5-VL does not mark as special. Qwen2-VL has none of them: there they are ordinary text."""

QWEN3_ADDED_TOKENS = (*PLAIN_ADDED_TOKENS, "<tool_response>", "</tool_response>", "<think>", "</think>")

TURNS = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' }}"
    "{% if message['content'] is string %}{{ message['content'] }}"
    "{% else %}{% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% elif part['type'] == 'text' %}{{ part['text'] }}{% endif %}"
    "{% endfor %}{% endif %}"
    "{{ '<|im_end|>\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
"""A chat template without a system text, as Qwen3-VL's: Qwen's turns."""

CHAT_TEMPLATE = (
    "{% if messages[0]['role'] != 'system' %}"
    "{{ '<|im_start|>system\\nYou look at edited pictures.<|im_end|>\\n' }}"
    "{% endif %}" + TURNS
)
"""With a system text, as Qwen2-VL's and Qwen2.5-VL's, but another, so that a hard-coded template shows."""

TRAINING_TEXT = (
    "Paint the roof of the house blue and leave the sky, the sun and the tree as they are.",
    "Remove the sun from the sky. Make the picture wide. Turn the photo into a gray drawing.",
    "The first picture is the source, the second picture is the edited one.",
    "Does the edited picture follow the instruction? Is the edited picture clean and natural?",
    "The instruction was followed, nothing else was changed, and the picture looks right.",
    "user assistant system picture pictures image images edit edited edits rating",
    "It's what we'd like; they're sure you'll see that I've done it, and I'm glad it doesn't show.",
    "把屋顶涂成蓝色。把天空涂成红色。",
)


def write_tokenizer(
    folder: Path,
    training_text: Iterable[str] = TRAINING_TEXT,
    bpe_entries: int = BPE_ENTRIES,
    chat_template: str = CHAT_TEMPLATE,
    plain_added_tokens: Iterable[str] = PLAIN_ADDED_TOKENS,
    template_file: str = "chat_template.jinja",
) -> Tokenizer:
    """
    Writes tokenizer.json, tokenizer_config.json and the chat template; the reward token is not among them. A template's
    file whose name ends in .json is made as the hub has it.
    """
    tokenizer = _train(training_text, bpe_entries)
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in SPECIAL_TOKENS])
    tokenizer.add_tokens([AddedToken(token, special=False, normalized=False) for token in plain_added_tokens])
    tokenizer.save(str(folder / "tokenizer.json"))
    config = json.dumps(_config(tokenizer), indent=2) + "\n"
    (folder / "tokenizer_config.json").write_text(config, encoding="utf-8")
    in_json = json.dumps({"chat_template": chat_template}, indent=2) + "\n"
    template = in_json if template_file.endswith(".json") else chat_template
    (folder / template_file).write_text(template, encoding="utf-8")
    return tokenizer


def token_ids(tokenizer: Tokenizer) -> dict[str, int]:
    """The ids that a base model's config.json names."""
    return {
        "image_token_id": tokenizer.token_to_id("<|image_pad|>"),
        "video_token_id": tokenizer.token_to_id("<|video_pad|>"),
        "vision_start_token_id": tokenizer.token_to_id("<|vision_start|>"),
        "vision_end_token_id": tokenizer.token_to_id("<|vision_end|>"),
        "eos_token_id": tokenizer.token_to_id("<|im_end|>"),
        "bos_token_id": tokenizer.token_to_id("<|endoftext|>"),
    }


def _train(training_text: Iterable[str], bpe_entries: int) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=bpe_entries,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(training_text, trainer)
    return tokenizer


def _config(tokenizer: Tokenizer) -> dict:
    added = tokenizer.get_added_tokens_decoder()
    return {
        "added_tokens_decoder": {
            str(token_id): {
                "content": token.content,
                "lstrip": token.lstrip,
                "normalized": token.normalized,
                "rstrip": token.rstrip,
                "single_word": token.single_word,
                "special": token.special,
            }
            for token_id, token in sorted(added.items())
        },
        "bos_token": None,
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "unk_token": None,
        "clean_up_tokenization_spaces": False,
        "errors": "replace",
        "model_max_length": 131072,
        "split_special_tokens": False,
        "tokenizer_class": "Qwen2Tokenizer",
    }
