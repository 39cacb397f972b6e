"""What a model is asked about: an edit of a source, or a picture of a prompt."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class EditCase:
    """EditReward's: `source` and `edited` are file names in the image folder."""

    id: str
    source: str
    edited: str
    instruction: str

    @property
    def images(self) -> tuple[str, ...]:
        """In the order in which the prompt shows them."""
        return self.source, self.edited

    @property
    def words(self) -> str:
        """What is put into the prompt's template."""
        return self.instruction


@dataclass(frozen=True)
class PictureCase:
    """HPSv3's: `image` is a file name in the image folder, `prompt` what it should show."""

    id: str
    image: str
    prompt: str

    @property
    def images(self) -> tuple[str, ...]:
        return (self.image,)

    @property
    def words(self) -> str:
        return self.prompt


Case = EditCase | PictureCase


def read_case(kind: type[Case], entry: dict) -> Case:
    """The case that an entry of golden.json answers."""
    return kind(**{field.name: entry[field.name] for field in fields(kind)})
