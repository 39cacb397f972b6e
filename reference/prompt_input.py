"""From an instruction or a prompt to input ids: prompt template, chat template, image tokens, tokenizer."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment
from tokenizers import AddedToken, Tokenizer

REWARD_TOKEN = "<|Reward|>"
IMAGE_TOKEN = "<|image_pad|>"
DIMENSIONS = ("instruction_following", "visual_quality")
"""EditReward's two prompts."""


@dataclass(frozen=True)
class PromptText:
    """A tokenizer that knows the reward token, a chat template, and the texts of prompts.json."""

    tokenizer: Tokenizer
    chat_template: str
    prompts: dict[str, str]

    @property
    def reward_token_id(self) -> int:
        return self.tokenizer.token_to_id(REWARD_TOKEN)


def read_prompt_text(tokenizer_folder: Path, prompts: dict[str, str]) -> PromptText:
    """Reads `tokenizer.json` and the chat template, and adds the reward token as the official code does."""
    tokenizer = Tokenizer.from_file(str(tokenizer_folder / "tokenizer.json"))
    return make_prompt_text(tokenizer, read_chat_template(tokenizer_folder), prompts)


def make_prompt_text(tokenizer: Tokenizer, chat_template: str, prompts: dict[str, str]) -> PromptText:
    tokenizer.add_special_tokens([AddedToken(REWARD_TOKEN, special=True, normalized=False)])
    return PromptText(tokenizer, chat_template, prompts)


def read_chat_template(folder: Path) -> str:
    """`chat_template.jinja`, or `chat_template.json` as the hub's Qwen2-VL has it."""
    plain = folder / "chat_template.jinja"
    if plain.exists():
        return plain.read_text(encoding="utf-8")
    return json.loads((folder / "chat_template.json").read_text(encoding="utf-8"))["chat_template"]


def render(text: PromptText, prompt: str, words: str, image_count: int) -> str:
    """One user turn: the images, then the text of `prompt`. Each image is still a single image token."""
    asked = text.prompts[prompt].replace("{text_prompt}", words) + text.prompts["suffix"]
    content = [{"type": "image"}] * image_count + [{"type": "text", "text": asked}]
    template = compile_template(text.chat_template)
    return template.render(messages=[{"role": "user", "content": content}], add_generation_prompt=True)


# Compiling takes longer than drawing a sample of the training.
@lru_cache(maxsize=4)
def compile_template(chat_template: str) -> Template:
    # The options are those with which transformers renders chat templates.
    return ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True).from_string(chat_template)


def encode(text: PromptText, rendered: str, image_token_counts: list[int]) -> list[int]:
    """Input ids of a rendered prompt, with the i-th image token repeated `image_token_counts[i]` times."""
    parts = rendered.split(IMAGE_TOKEN)
    if len(parts) != len(image_token_counts) + 1:
        raise ValueError(f"the prompt shows {len(parts) - 1} images; {len(image_token_counts)} were given")
    expanded = parts[0]
    for count, part in zip(image_token_counts, parts[1:]):
        expanded += IMAGE_TOKEN * count + part
    return text.tokenizer.encode(expanded, add_special_tokens=False).ids
