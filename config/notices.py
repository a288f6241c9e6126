"""What every staff screen says aloud of the office's own computer, in words: what stands still, and what to do."""

NOTICES: dict[str, str] = {
    "full": (
        "Le disque est plein : aucun ticket ne peut être donné et rien ne peut être enregistré. Donnez des numéros sur papier, "
        "et faites faire de la place sur l'ordinateur du bureau. Le bureau repart de lui-même."
    ),
    "nearly_full": (
        "Le disque est presque plein : bientôt aucun ticket ne pourra être donné. "
        "Faites faire de la place sur l'ordinateur du bureau."
    ),
    "read_only": (
        "Le disque ne se laisse plus écrire : aucun ticket ne peut être donné et rien ne peut être enregistré. "
        "Donnez des numéros sur papier, et appelez l'assistance."
    ),
    "shut": (
        "Un autre programme tient fermé le fichier du bureau : rien ne peut être enregistré. Arrêtez ce programme "
        "(une sauvegarde, un outil). Le bureau repart de lui-même."
    ),
    "failing": (
        "Le disque répond mal : aucun ticket ne peut être donné et rien ne peut être enregistré. "
        "Donnez des numéros sur papier, et appelez l'assistance."
    ),
    "no_devices": (
        "Le registre des appareils et des personnes manquait au démarrage : chaque écran est à relier, chaque personne à inscrire. "
        "S'il en existe une copie, l'assistance peut la remettre."
    ),
    "people_older": (
        "Le registre des appareils et des personnes a été remplacé par un plus ancien : qui a été retiré depuis a de nouveau ses droits. "
        "Le responsable refait ce qui a changé, d'abord les retraits (« Appareils et personnes »)."
    ),
    "people_copy": (
        "Les appareils et les personnes viennent d'une copie : refaites ce qui a changé depuis, d'abord les retraits."
    ),
    "newer": "Le journal vient d'une version plus récente du programme : installez-la, ou appelez l'assistance.",
    "late": "Les écrans sont en retard sur la file. Si cela dure, appelez l'assistance.",
}
"""Of a staff screen. The last two are told by /readyz too."""
