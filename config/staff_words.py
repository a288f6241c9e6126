"""The words that only staff read: in French, as the staff's screens are. {name} stands for a fact."""

from flow.refusals import Reason

STAFF_WORDS: dict[str, str] = {
    "difficulty.tension": "Tension dans la salle",
    "difficulty.operation_impossible": "Opération impossible",
    "difficulty.order_complaint": "Plainte sur l'ordre de passage",
    "tension.green": "Calme",
    "tension.yellow": "À surveiller",
    "tension.orange": "Tendu",
    "tension.red": "Très tendu",
    "reading.load": "Charge des guichets",
    "reading.climate": "Climat de la salle",
    "cause.tension": "Tension signalée : {count} fois",
    "cause.operation_impossible": "Opération impossible : {count} fois",
    "cause.order_complaint": "Plainte sur l'ordre de passage : {count} fois",
    "cause.announced_passed": "Attente plus longue qu'annoncé : {count} fois",
    "cause.overtaken": "Doublé souvent et attend encore : {count}",
    "cause.no_answer": "Rappelé deux fois ou pas venu : {count}",
    "cause.work_waiting": "En attente pour les guichets : {count}",
    "cause.no_counter_open": "Aucun guichet ouvert, en attente : {count}",
    "cause.stranded": "Aucun guichet ouvert pour leur besoin : {count}",
    "action.open_counter": "Ouvrir un guichet",
    "action.walk_up_queue": "Remonter la file",
    "action.announce": "Annoncer l'attente",
}

STAFF_REFUSALS: dict[Reason, str] = {
    Reason.ACCOMPANIMENT_UNKNOWN: "Cet accompagnement n'est pas de ce jour, ou a été effacé.",
    Reason.ACCOMPANIED_ALREADY: "Le {number} est déjà accompagné ({name}).",
    Reason.NOT_RECORDED_YET: "Cet accompagnement n'est pas encore enregistré.",
    Reason.MINUTES_NOT_POSSIBLE: "La durée est de 1 à {most} minutes.",
    Reason.THEME_MISSING: "Choisissez au moins une thématique pour une aide numérique.",
    Reason.THEME_NOT_ADMINISTRATIVE: "Cette démarche va avec la thématique « Aide aux démarches administratives ».",
    Reason.PROCEDURE_UNKNOWN: "Cette démarche n'est pas dans la liste du bureau.",
    Reason.MANDATE_MISSING: "« Fait à la place » demande un mandat signé. Cochez « mandat signé », ou changez la posture.",
    Reason.MEDIATOR_MISSING: "Dites qui était là : un pseudonyme de 40 caractères au plus.",
    Reason.PRESENCE_UNKNOWN: "Cette vacation n'est pas de ce jour-là.",
    Reason.PRESENCE_TIMES: "Ces heures ne sont pas possibles : le début vient avant la fin, ce jour-là, et pas après maintenant.",
    Reason.PRESENCE_OVERLAPS: "{name} a déjà une vacation à ces heures. Corrigez celle-là.",
}
