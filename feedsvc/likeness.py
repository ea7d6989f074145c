"""How like must an article be to a story to be part of it? The constants of ``stories``, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likeness:
    """The constants of the comparison; ``tests/bench/stories.py --sweep`` shows the score around each."""

    threshold: float = 0.10  # cosine, 0 to 1, less the part of the loudest word: what the reference method is best at
    short: float = 30.0  # words for which that is enough; beyond, it grows as their root, since a long text shares words with any
    # Times the threshold within one source: of 42 pairs from real feeds that were between once and twice as alike as the threshold asks,
    # nearly all were of one field, one town or one person, and not of one event.
    alone: float = 2.0
    loudest: float = 0.4  # part of the strongest word's share that does not count, 0 to 1: more would ask for two words where one does
    growth: float = 0.05  # what is added to it for each doubling beyond CROWD: the word that a hundred articles share is a topic, no event
    background: float = 3000.0  # articles that the language's word list stands for: a few days of news, after which the news itself decides
    length: float = 20.0  # words of such an article: a headline and the first sentence
    ageing: float = 120.0  # hours after a story's first article at which likeness counts half: most of what is told comes in two days
    unseen: float = 0.5  # stories that an unseen word is taken to be in: Krichevsky and Trofimov's half


DEFAULT = Likeness()
