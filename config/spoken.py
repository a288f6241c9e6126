"""Sentences that are spoken, and shown with the same words, in French: the source of every catalogue. {name} stands for a fact."""

SPOKEN: dict[str, str] = {
    "call": "Numéro {number}, guichet {counter}",
}
