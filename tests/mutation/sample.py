"""Which of all the mutants are tried: a draw that is the same for the same seed, spread over every file."""

import random
from collections.abc import Mapping, Sequence

from tests.mutation.mutants import Mutant


def sample(mutants: Mapping[str, Sequence[Mutant]], count: int, seed: int) -> list[Mutant]:
    """About count of them: of each file as many as its share of all, two at least when it has them. The seed decides, and nothing else.

    A file's own draw does not depend on the other files: to try it alone with more is to try the same and others.
    """
    of_all = sum(len(of_file) for of_file in mutants.values())
    chosen: list[Mutant] = []
    for file, of_file in sorted(mutants.items()):
        share = max(2, round(count * len(of_file) / of_all))
        drawn = list(of_file)
        random.Random(f"{seed} {file}").shuffle(drawn)
        chosen += sorted(drawn[:share], key=lambda m: (m.start, m.end, m.instead))
    return chosen
