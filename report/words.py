"""What the report says, in French, the source of the catalogues. Codes have their words here, each figure its definition."""

from flow.readings import Reading
from flow.tickets import MoveReason
from mediation.coop import Action, Autonomy, PresenceReason, WorkshopLevel
from mediation.figures.hall import ADVANCE
from mediation.structures import Structure
from report.period import Problem, Span

SPANS = {
    Span.TODAY: "Aujourd'hui",
    Span.THIS_MONTH: "Ce mois",
    Span.LAST_MONTH: "Le mois dernier",
    Span.THIS_QUARTER: "Ce trimestre",
    Span.THIS_YEAR: "Cette année",
    Span.EVERYTHING: "Depuis le début",
}

PROBLEMS = {
    Problem.SPAN_UNKNOWN: "La période « {part} » n'existe pas. Choisissez-en une dans la liste, ou deux dates.",
    Problem.DATE_MISSING: "Il manque une date. Donnez le premier et le dernier jour.",
    Problem.NOT_A_DATE: "« {part} » n'est pas une date que le rapport comprend. Écrivez-la ainsi : 2022-06-14.",
    Problem.ENDS_BEFORE_IT_BEGINS: "Le dernier jour est avant le premier. Échangez les deux dates.",
    Problem.TOO_LONG: "Un rapport couvre cinq ans au plus. Choisissez des dates plus proches.",
    Problem.NOT_YET: "La période commence dans l'avenir ({part}) : il n'y a encore rien à compter.",
    Problem.DAY_NOT_YET: "Le {part} n'est pas encore venu. Voici les vacations d'aujourd'hui.",
    Problem.OFFICE_UNKNOWN: "Le bureau « {part} » n'est pas tenu ici. Choisissez parmi les bureaux proposés.",
    Problem.NOT_WHOLE_MONTHS: (
        "Le rapport à publier couvre des mois entiers et terminés. Choisissez du premier jour d'un mois au dernier jour d'un "
        "mois passé."
    ),
    Problem.NOT_OF_ONE: "Le rapport à publier est celui de toute l'équipe. Choisissez « Tous » les médiateurs.",
    Problem.MEDIATOR_UNKNOWN: "Personne ne s'appelle « {part} » parmi les médiateurs de cette période.",
}

PRESENCE_REASONS = {
    PresenceReason.FORGOT_TO_END: "La fin a été oubliée, ou touchée trop tard",
    PresenceReason.FORGOT_TO_START: "Le début a été oublié, ou touché trop tard",
    PresenceReason.WRONG_TIME: "L'heure n'était pas juste",
    PresenceReason.REPLACEMENT: "Remplacement : une autre personne était là",
    PresenceReason.STARTED_BY_MISTAKE: "Commencée par erreur : rien ne se compte",
}

LABELS: dict[str, str] = {
    Action.MACHINES_AND_DIGITAL_TOOLS: "Aide aux automates et aux outils numériques",
    Action.INFORMING: "Information et orientation du public",
    Action.PREVENTING_CONFLICT: "Prévention des situations de conflit",
    Action.FORMS: "Formulaires : remise et aide à remplir",
    Action.INDIVIDUAL_ACCOMPANIMENT: "Accompagnement individuel en atelier",
    Autonomy.FULLY_ACCOMPANIED: "Accompagné en tout",
    Autonomy.PARTLY: "Autonome avec un peu d'aide",
    Autonomy.AUTONOMOUS: "Autonome",
    "more": "Plus autonomes après",
    "same": "Autant qu'avant",
    "less": "Moins autonomes après",
    WorkshopLevel.INITIATION: "Initiation",
    WorkshopLevel.PRACTICE: "Pratique",
    WorkshopLevel.CONSOLIDATION: "Consolidation",
    Structure.ADMINISTRATION: "Administration (mairie, préfecture, impôts…)",
    Structure.DIGITAL_MEDIATION: "Autre lieu de médiation numérique",
    Structure.OPERATOR_OR_BODY_IN_CHARGE: "Organisme en charge (CAF, CPAM…)",
    Structure.SOCIAL_AID: "Aide sociale (centre social, maison des solidarités…)",
    Structure.WORK_INTEGRATION: "Insertion professionnelle (France Travail, mission locale…)",
    Structure.HELP_WITH_PROCEDURES: "Aide aux démarches (France Services…)",
    Structure.OTHER: "Autre",
    MoveReason.DISTRESS: "Malaise ou détresse",
    MoveReason.CHILD_ALONE: "Enfant seul",
    MoveReason.APPOINTMENT_OR_TRANSPORT: "Rendez-vous ou transport",
    MoveReason.WRONG_ORIENTATION: "Erreur d'orientation",
    MoveReason.ONE_MINUTE_ANSWER: "Réponse en une minute",
    MoveReason.CALMING: "Apaisement",
    ADVANCE: "Avance de 5 ou 10 minutes",
    Reading.LOAD: "Charge des guichets",
    Reading.CLIMATE: "Climat de la salle",
}

DEFINITIONS = {
    "hours": (
        "Temps de présence des médiateurs : de « vacation commencée » à « vacation terminée », avec les corrections du "
        "responsable. Une vacation en cours n'est pas encore comptée."
    ),
    "accompaniments": (
        "Aides enregistrées, données à une seule personne, sur un automate, un téléphone ou un ordinateur : « aide "
        "numérique », « aide à l'automate »."
    ),
    "shares": (
        "Minutes des aides enregistrées, réparties en deux. Assistance numérique : automate, téléphone, ordinateur, et chaque "
        "atelier tenu, une fois. Information : tout le reste (informer, orienter, formulaires, interprétariat, apaisement)."
    ),
    "months": "Les mêmes chiffres, par mois. Le mois est celui du jour de l'intervention.",
    "offices": "Les mêmes chiffres, par bureau.",
    "actions": "Chaque aide enregistrée compte dans une sorte d'action, selon sa nature. Les ateliers sont comptés plus bas.",
    "progress": "Seulement les personnes dont le médiateur a noté l'autonomie avant et après l'aide. Rien n'est deviné.",
    "workshops": (
        "Tenu : ni annulé, ni vide. Places et présences sont celles des ateliers tenus ; présences comptées sans nom à la fin."
    ),
    "orientations": "Aides à la fin desquelles la personne a été envoyée ailleurs, par sorte de lieu.",
    "needs": "Déclaré : dit à la borne. Trouvé : confirmé ou corrigé par le médiateur. Un ticket fermé compte une fois.",
    "waits": (
        "De la prise du ticket au premier accueil. Médiane : la moitié des personnes a attendu moins. Par besoin et par heure "
        "d'arrivée, jamais par guichet ni par agent. Sans la durée des visites que personne n'a terminées."
    ),
    "moves": (
        "Changements d'ordre faits à la main, sans ceux qui ont été annulés. Prix : personnes doublées, et minutes de plus pour "
        "chacune. Ce journal est gardé six mois."
    ),
    "alerts": "Alertes de tension montrées au personnel, et la réponse donnée : juste ou fausse alerte.",
    "hidden": (
        "Pour que personne ne soit reconnu, un nombre de 1 à 4 personnes n'est pas publié (« moins de 5 »). Quand un seul nombre "
        "caché se retrouverait par soustraction, un deuxième est retenu avec lui (« non publié »)."
    ),
    "months_only": (
        "Ce rapport additionne les nombres publiés de mois entiers, bureau par bureau : comparer deux rapports ne fait reconnaître "
        "personne."
    ),
    "left_out": "Ce qui est caché dans un mois d'un bureau n'est pas dans les sommes.",
    "inside": (
        "Chiffres internes, pour conduire le travail : toutes les dates, jusqu'à aujourd'hui. Ne les publiez pas : en comparant deux "
        "périodes, on pourrait reconnaître quelqu'un."
    ),
    "records": (
        "Ces fichiers contiennent les enregistrements eux-mêmes, une ligne par participation. Ce ne sont pas des chiffres à publier : "
        "gardez-les pour le travail, et ne les envoyez qu'à qui doit les traiter."
    ),
}
