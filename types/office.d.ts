// What the office says to its pages, and what they may ask: made by `python -m server.page_types`; a test fails when the two differ.
declare namespace Office {
  type Act =
    | "send"
    | "help"
    | "answered"
    | "machine_done"
    | "failed"
    | "has_document"
    | "return"
    | "is_here"
    | "recall"
    | "reopen"
    | "give"
    | "park"
    | "elsewhere"
    | "workshop"
    | "later"
    | "appointment"
    | "absent"
    | "reprint"
    | "left"
    | "mistake"
    | "correct"
    | "missing"
    | "advance"
    | "move";
  type Action =
    | "open_counter"
    | "walk_up_queue"
    | "announce";
  /**
   * What may be done in a situation. first: what usually follows; likely: the one of them that mostly does.
   *
   * others: the rarer ends. changes: of what is known of the visit, and of its place.
   */
  interface Acts {
    likely: Act | null;
    first: Act[];
    others: Act[];
    changes: Act[];
  }
  /**
   * Count the ticket as older by some minutes.
   */
  interface AdvanceTicket {
    type: "AdvanceTicket";
    ticket: string;
    minutes: number;
    seen?: number | null;
  }
  type AgeBand =
    | "moins_de_douze"
    | "douze_dix_huit"
    | "dix_huit_vingt_quatre"
    | "vingt_cinq_trente_neuf"
    | "quarante_cinquante_neuf"
    | "soixante_soixante_neuf"
    | "soixante_dix_plus"
    | "non_communique";
  /**
   * The shown level of a reading went up.
   */
  interface Alert {
    id: string;
    reading: Reading;
    level: Level;
    amount: number;
    causes: Cause[];
    at: number;
    until: number;
    right: boolean | null;
  }
  /**
   * Put a message of the office's list on the display, for 1 to 120 minutes.
   */
  interface Announce {
    type: "Announce";
    message: string;
    minutes: number;
  }
  /**
   * A message on the display. until: milliseconds.
   */
  interface Announced {
    message: string;
    until: number;
  }
  /**
   * What a command's sender gets back. What does not apply is left out.
   *
   * A refusal has ok false, a reason with its facts, and the sentence in the reader's language.
   */
  interface Answer {
    ok: boolean;
    version?: number;
    ticket?: string;
    number?: number;
    rev?: number;
    route?: Route;
    wait?: Wait | null;
    url?: string;
    made?: string;
    code?: string;
    waiting?: number;
    tickets?: string[];
    reason?: Reason;
    facts?: { [name: string]: unknown };
    sentence?: string;
  }
  /**
   * « Juste » or « fausse alerte ». The last answer stands.
   */
  interface AnswerAlert {
    type: "AnswerAlert";
    alert: string;
    right: boolean;
  }
  type Autonomy =
    | "entierement_accompagne"
    | "partiellement_autonome"
    | "autonome";
  /**
   * A call.
   */
  interface Call {
    key: string;
    number: number;
    counter: string;
    shape: string;
    at: number;
    walking: boolean;
    spoken_in: string[];
  }
  /**
   * Call who is next at this counter. finish: how the ticket being served there ended, if one is.
   */
  interface CallNext {
    type: "CallNext";
    counter: string;
    finish?: Outcome | null;
  }
  /**
   * Call this ticket, out of its turn, to this counter.
   */
  interface CallTicket {
    type: "CallTicket";
    counter: string;
    ticket: string;
    finish?: Outcome | null;
  }
  /**
   * It does not take place.
   */
  interface CancelWorkshop {
    type: "CancelWorkshop";
    workshop: string;
  }
  /**
   * One ticket, with the parts of its place in the queue.
   */
  interface Card {
    id: string;
    number: number;
    rev: number;
    need: string;
    declared: string;
    route: Route;
    state: State;
    since: number;
    waited: number;
    total: number;
    language: string;
    legal?: boolean;
    head_start?: number;
    advance?: number;
    moved?: MoveReason | null;
    ceiling?: boolean;
    overtaken?: number;
    ticks?: string[];
    prequalified?: boolean;
    urgent?: boolean;
    counter?: string;
    parked?: ParkReason | null;
    until?: number;
    outcome?: Outcome | null;
    paper?: PaperState | null;
    machine?: string;
    accompanied?: boolean;
    tags?: string[];
    situation?: Situation;
    barred?: Act[];
    destination?: Route | null;
    asks?: boolean;
    missing?: string[];
    advance_left?: number | null;
  }
  type Care =
    | "none"
    | "soon"
    | "now";
  /**
   * count: how many times, or how many people. points: what it weighs in the climate now; 0 for a cause of load.
   */
  interface Cause {
    kind: CauseKind;
    count: number;
    points: number;
  }
  type CauseKind =
    | "tension"
    | "operation_impossible"
    | "order_complaint"
    | "announced_passed"
    | "overtaken"
    | "no_answer"
    | "work_waiting"
    | "no_counter_open"
    | "stranded";
  /**
   * Somebody put a new roll in: its length is counted from here.
   */
  interface ChangeRoll {
    type: "ChangeRoll";
    printer: string;
  }
  /**
   * Minutes of work waiting for each competent counter; None when somebody waits and no counter is open.
   *
   * stranded: people waiting for a counter, none of the open ones serving their need.
   */
  interface Charge {
    level: string;
    minutes: number | null;
    stranded: number;
  }
  /**
   * All of them. advances: minutes; most: minutes of advance in all. undo_seconds: so long « Annuler » is offered.
   */
  interface Choices {
    needs: { [name: string]: NeedChoice };
    tiles: TileChoice[];
    places: PlaceChoice[];
    record: RecordChoices;
    sheets: SheetChoice[];
    workshops: WorkshopChoices;
    machines: MachineChoice[];
    announcements: string[];
    tags: string[];
    difficulties: Difficulty[];
    advances: number[];
    most: number;
    undo_seconds: number;
    move_reasons: MoveReason[];
    park_reasons: ParkReason[];
    acts: { [code: string]: Acts };
    outcomes: { [code: string]: Outcome };
    commands: CommandNames;
  }
  /**
   * The machine's time is not believed: what staff are told, and what they are asked.
   */
  interface ClockNotice {
    ahead: number;
    said: string;
    asked: string;
    if_not: string;
  }
  /**
   * The agent leaves the counter.
   */
  interface CloseCounter {
    type: "CloseCounter";
    counter: string;
  }
  /**
   * « J'arrive ».
   */
  interface ComeToHelp {
    type: "ComeToHelp";
    call: string;
  }
  /**
   * may_wait: kept without a link, and asked later. can_undo: a change that is offered to be taken back. gives: one thing for one key.
   */
  interface CommandNames {
    may_wait: string[];
    can_undo: string[];
    gives: string[];
  }
  /**
   * The client says that their paper came out.
   */
  interface ConfirmPaper {
    type: "ConfirmPaper";
    ticket: string;
  }
  /**
   * The console's view: every open ticket in the order of call, and what the mediator must know beside them.
   */
  interface Console {
    version: number;
    now: number;
    date: string;
    present: string[];
    kiosk_locked: boolean;
    kiosk_open: boolean;
    counters: MediatorCounter[];
    printers: MediatorPrinter[];
    charge: Charge;
    help: number;
    queue: Card[];
    at_counter: Card[];
    with_mediator: Card[];
    at_machine: Card[];
    parked: Card[];
    absent: Card[];
    closed: Card[];
    presences: Presence[];
    helped: Helped[];
    tension: Tension[];
    alerts: Alert[];
    unanswered: string[];
    calls: HelpCall[];
    rushes: RushNotice[];
    fence: FenceNotice | null;
    clock: ClockNotice | null;
    machines: Machine[];
    announced: Announced[];
    workshops: Planned[];
    without_paper: number[];
    papers: { [name: string]: OtherPaper };
  }
  /**
   * The manager corrects a working period, today's or an earlier one; kept with what it said before, by whom and why.
   *
   * The same start and end: there was none.
   */
  interface CorrectPresence {
    type: "CorrectPresence";
    mediator: string;
    date: string;
    started: number;
    ended: number;
    reason: PresenceReason;
    presence?: string;
  }
  /**
   * The counter's view.
   */
  interface CounterCounter {
    version: number;
    now: number;
    desk: DeskState;
    desk_from: string;
    served: Served | null;
    next: NextStep;
    queue: Row[];
    aside: Row[];
    waiting: number;
    others: number;
    recall_after: number;
    recalls: number;
    calls: HelpCall[];
    rushes: RushNotice[];
    fence: FenceNotice | null;
    clock: ClockNotice | null;
    out_of_order: string[];
  }
  /**
   * The people of a workshop, counted without a name, as they are kept. Each sum is at most total.
   */
  interface Counts {
    total: number;
    genre: { [code: string]: number };
    tranche_age: { [code: string]: number };
    statut_social: { [code: string]: number };
  }
  type DeskState =
    | "open"
    | "paused"
    | "closed";
  type Difficulty =
    | "tension"
    | "operation_impossible"
    | "order_complaint";
  /**
   * What the waiting room sees.
   */
  interface Display {
    version: number;
    now: number;
    open: boolean;
    tickets: boolean;
    calls: Call[];
    flows: Flow[];
    messages: string[];
  }
  /**
   * Started, or recorded, by mistake. A person whom the start took out of the queue gets their place back.
   */
  interface DropAccompaniment {
    type: "DropAccompaniment";
    accompaniment: string;
  }
  /**
   * Other details, on the day itself.
   */
  interface EditAccompaniment {
    type: "EditAccompaniment";
    accompaniment: string;
    details: SentDetails;
  }
  type End =
    | "done"
    | "counter"
    | "banker"
    | "queue"
    | "elsewhere";
  /**
   * The help is over, or was not needed.
   */
  interface EndHelp {
    type: "EndHelp";
    call: string;
  }
  /**
   * The mediator's working period ends.
   */
  interface EndPresence {
    type: "EndPresence";
  }
  type Equipment =
    | "ordinateur"
    | "telephone"
    | "tablette"
    | "autre"
    | "aucun";
  /**
   * Part of the day was lost: what staff are told, until somebody says that it is dealt with.
   */
  interface FenceNotice {
    goes_on: number;
    said: string;
    missing: string;
    todo: string;
  }
  /**
   * The visit ends. where: a place of the office's list, needed with oriented_elsewhere.
   */
  interface FinishTicket {
    type: "FinishTicket";
    ticket: string;
    outcome: Outcome;
    where?: string;
    seen?: number | null;
  }
  /**
   * The people waiting on one route, and about how long a newcomer would wait (null: nobody can say).
   */
  interface Flow {
    route: Route;
    waiting: number;
    wait: Wait | null;
  }
  type Gender =
    | "masculin"
    | "feminin"
    | "non_communique";
  /**
   * A colleague is asked for.
   */
  interface HelpCall {
    id: string;
    where: string;
    origin: string;
    since: number;
    by: string;
    coming: string;
    number: number;
    asked_from: string;
  }
  /**
   * One accompaniment. Times are 0 for what has not happened.
   */
  interface Helped {
    id: string;
    mediator: string;
    started: number;
    details: ShownDetails;
    ticket?: string;
    number?: number;
    need?: string;
    stopped?: number;
    recorded?: number;
    ends?: End[];
  }
  /**
   * What a kiosk shows: whether it gives tickets, and what it can promise to whom.
   */
  interface Kiosk {
    version: number;
    now: number;
    open: boolean;
    paper: boolean;
    mediator: boolean;
    offers: { [name: string]: Offer[] };
    papers: { [name: string]: PaperState };
  }
  /**
   * A language by its own name.
   */
  interface LanguageChoice {
    id: string;
    name: string;
  }
  type Level =
    | "green"
    | "yellow"
    | "orange"
    | "red";
  /**
   * The kiosk takes no tickets until it is unlocked.
   */
  interface LockKiosk {
    type: "LockKiosk";
  }
  /**
   * A self-service machine. numbers: of the tickets that were sent to it, the last one last; busy while there is one.
   */
  interface Machine {
    id: string;
    in_order: boolean;
    numbers: number[];
  }
  /**
   * A self-service machine and the needs that it solves.
   */
  interface MachineChoice {
    id: string;
    name: string;
    needs: string[];
  }
  /**
   * Called and not there: kept aside with its seniority, closed after some minutes.
   */
  interface MarkAbsent {
    type: "MarkAbsent";
    ticket: string;
    seen?: number | null;
  }
  /**
   * The called person is at the counter.
   */
  interface MarkArrived {
    type: "MarkArrived";
    ticket: string;
  }
  /**
   * The person with this code came, or did not.
   */
  interface MarkAttendance {
    type: "MarkAttendance";
    workshop: string;
    code: string;
    present: boolean;
  }
  /**
   * A counter, and the ticket called or served there.
   */
  interface MediatorCounter {
    id: string;
    state: DeskState;
    number: number;
    serving: boolean;
  }
  /**
   * A printer's state and since when (milliseconds).
   */
  interface MediatorPrinter {
    name: string;
    state: PrinterState;
    since: number;
    care: Care;
  }
  type MoveReason =
    | "distress"
    | "child_alone"
    | "appointment_or_transport"
    | "wrong_orientation"
    | "one_minute_answer"
    | "calming";
  /**
   * Put the ticket before another one; before None: at the end of the queue.
   */
  interface MoveTicket {
    type: "MoveTicket";
    ticket: string;
    before: string | null;
    reason: MoveReason;
    seen?: number | null;
  }
  type Nature =
    | "information"
    | "digital_help"
    | "machine_help"
    | "form_help"
    | "conflict_prevention"
    | "workshop"
    | "interpreting"
    | "orientation";
  /**
   * A need. ready: what to have ready. destinations: where somebody may be sent; likely: where they mostly go.
   *
   * tried_first: who is to solve it, however many others can. urgent: shown as such.
   */
  interface NeedChoice {
    ready: string[];
    destinations: Route[];
    likely: Route;
    tried_first: Route;
    urgent: boolean;
  }
  /**
   * The step, whether it may be done now, and how a call ends the visit that is at the counter; None: there is none to end.
   */
  interface NextStep {
    step: Step;
    possible: boolean;
    finish: Outcome | null;
  }
  /**
   * A short help, given on the way along the queue and recorded at once; a ticket stays where it is.
   */
  interface NoteHelp {
    type: "NoteHelp";
    nature: Nature;
    minutes: number;
    ticket?: string;
  }
  /**
   * One way to have a need solved, and about how long until somebody is there for it (null: nobody can say).
   *
   * long: so long that the kiosk says it before the ticket is taken (Figures.long_wait_minutes). Never for what is urgent.
   */
  interface Offer {
    route: Route;
    wait: Wait | null;
    long: boolean;
  }
  /**
   * An agent is at the counter.
   */
  interface OpenCounter {
    type: "OpenCounter";
    counter: string;
  }
  /**
   * What became of a slip or a sheet, and what that means to whoever waits for it.
   */
  interface OtherPaper {
    state: PaperState;
    end: PaperEnd;
  }
  type Outcome =
    | "served"
    | "solved_by_mediator"
    | "solved_at_machine"
    | "oriented_elsewhere"
    | "appointment"
    | "workshop"
    | "no_show"
    | "left"
    | "removed_at_close"
    | "issued_in_error";
  type PaperEnd =
    | "under_way"
    | "out"
    | "perhaps_out"
    | "not_out";
  type PaperState =
    | "queued"
    | "printing"
    | "printed"
    | "not_sent"
    | "cleared"
    | "uncertain"
    | "sent_unconfirmed"
    | "expired";
  type ParkReason =
    | "fetching_document"
    | "filling_form"
    | "waiting_for_someone"
    | "break"
    | "missing_document";
  /**
   * Keep aside with its place. minutes: back by itself after that.
   */
  interface ParkTicket {
    type: "ParkTicket";
    ticket: string;
    why: ParkReason;
    minutes?: number | null;
    seen?: number | null;
  }
  /**
   * The agent is away for a moment: the counter calls nobody.
   */
  interface PauseCounter {
    type: "PauseCounter";
    counter: string;
  }
  /**
   * A partner where somebody may be sent. what: they do there; where: address, telephone, hours.
   */
  interface PlaceChoice {
    id: string;
    name: string;
    what: string;
    where: string;
  }
  /**
   * A workshop in the calendar.
   */
  interface PlanWorkshop {
    type: "PlanWorkshop";
    title: string;
    place: string;
    starts: number;
    level?: WorkshopLevel | null;
    minutes?: number;
    seats?: number;
  }
  /**
   * A workshop.
   */
  interface Planned {
    id: string;
    title: string;
    level: WorkshopLevel;
    inside: boolean;
    place: string;
    doors: number;
    starts: number;
    ends: number;
    seats: number;
    free: number;
    waiting: number;
    signed: SignedUp[];
    cancelled?: boolean;
    counts?: Counts | null;
  }
  type Posture =
    | "does_alone"
    | "with_guidance"
    | "done_together"
    | "done_for";
  /**
   * The mediator confirms or corrects the need, ticks what is ready, chooses the route.
   */
  interface Prequalify {
    type: "Prequalify";
    ticket: string;
    need: string;
    route?: Route | null;
    ticks?: string[];
    legal?: boolean | null;
    seen?: number | null;
    machine?: string;
    accompanied?: boolean;
    tags?: string[];
    stays?: boolean;
  }
  /**
   * A mediator's working period.
   */
  interface Presence {
    id: string;
    mediator: string;
    started: number;
    ended: number | null;
    left_open: boolean;
  }
  type PresenceReason =
    | "forgot_to_start"
    | "forgot_to_end"
    | "wrong_time"
    | "replacement"
    | "started_by_mistake";
  /**
   * What a move costs the others: people who stand later than before, and about how many minutes more each.
   */
  interface Price {
    people: number;
    minutes: number;
  }
  /**
   * A hand-out sheet, on the ticket printer. ticket: whom it is given to, where they have one; nothing of it is kept.
   */
  interface PrintSheet {
    type: "PrintSheet";
    sheet: string;
    ticket?: string;
  }
  /**
   * The slip of a sign-up, on the ticket printer. language "": that of the ticket that signed up, else French.
   */
  interface PrintSlip {
    type: "PrintSlip";
    workshop: string;
    code: string;
    language?: string;
  }
  /**
   * A test page on one printer.
   */
  interface PrintTest {
    type: "PrintTest";
    printer: string;
  }
  type PrinterState =
    | "ready"
    | "near_end"
    | "paper_out"
    | "cover_open"
    | "cutter_error"
    | "unrecoverable"
    | "offline"
    | "no_answer"
    | "unreachable"
    | "stuck_buffer"
    | "silent";
  /**
   * A colleague is needed. where: a counter's id, or "" in the hall. origin: random id of the page that asks.
   */
  interface RaiseHelp {
    type: "RaiseHelp";
    where: string;
    origin: string;
  }
  type Reading =
    | "load"
    | "climate";
  /**
   * Call the same ticket again.
   */
  interface Recall {
    type: "Recall";
    ticket: string;
  }
  /**
   * Confirms the record, and ends the help and the visit where they last. details None: as proposed from times and need.
   *
   * outcome None: solved by the mediator, or at the machine where the person is; a ticket that is back in the queue or at a
   * counter stays there. where: a place of the office's list, needed with oriented_elsewhere.
   */
  interface RecordAccompaniment {
    type: "RecordAccompaniment";
    accompaniment: string;
    details?: SentDetails | null;
    outcome?: Outcome | null;
    where?: string;
  }
  /**
   * The codes of each list in the order of the chips. digital: which natures are, and the theme each then proposes.
   *
   * longest: minutes that one help may last. needs_mandate: the postures that do. procedures_theme: beside it alone a procedure and the
   * administrative themes may be said.
   */
  interface RecordChoices {
    nature: Nature[];
    posture: Posture[];
    autonomy: Autonomy[];
    equipment: Equipment[];
    theme: Theme[];
    structure: Structure[];
    genre: Gender[];
    tranche_age: AgeBand[];
    statut_social: SocialStatus[];
    administrative: Theme[];
    digital: { [code: string]: Theme };
    longest: number;
    procedures: string[];
    needs_mandate: Posture[];
    procedures_theme: Theme;
  }
  /**
   * How many came, by what was said of themselves. counts None: as many as were marked present.
   */
  interface RecordWorkshop {
    type: "RecordWorkshop";
    workshop: string;
    counts?: SentCounts | null;
  }
  /**
   * Open a ticket closed today, at its original place.
   */
  interface ReopenTicket {
    type: "ReopenTicket";
    ticket: string;
  }
  /**
   * Something that makes the hall tense. ticket: the one concerned, or "" for the whole hall.
   */
  interface ReportDifficulty {
    type: "ReportDifficulty";
    kind: Difficulty;
    ticket?: string;
  }
  /**
   * A machine works, or does not.
   */
  interface ReportMachine {
    type: "ReportMachine";
    machine: string;
    in_order: boolean;
  }
  /**
   * A printer, as its worker told; null and 0 before it said anything.
   */
  interface ReportPrinter {
    name: string;
    model: string;
    state: PrinterState | null;
    since: number;
    left_m: number;
    low: boolean;
    care: Care | null;
    test: PaperState | null;
  }
  /**
   * The paper again, with the same number; marked as a reprint unless it is certain that none came out.
   */
  interface ReprintTicket {
    type: "ReprintTicket";
    ticket: string;
  }
  /**
   * Back in the queue at the original place; a person who was absent is the next call. failed: it was not solved there.
   */
  interface ReturnTicket {
    type: "ReturnTicket";
    ticket: string;
    seen?: number | null;
    failed?: boolean;
  }
  type Route =
    | "counter"
    | "mediator"
    | "machine"
    | "banker"
    | "workshop"
    | "elsewhere";
  /**
   * A ticket that the counter may call.
   */
  interface Row {
    id: string;
    number: number;
    need: string;
    state: State;
    why: Why;
    urgent: boolean;
    backup: boolean;
    act: RowAct;
  }
  type RowAct =
    | "call"
    | "reopen";
  /**
   * A rush that somebody must look at.
   */
  interface RushNotice {
    id: string;
    count: number;
    since: number;
    until: number;
    tickets: string[];
    numbers: number[];
  }
  /**
   * The people of a workshop, as a screen sends them: the same fields, within bounds. Each sum is at most total.
   */
  interface SentCounts {
    total: number;
    genre?: { [code: string]: number };
    tranche_age?: { [code: string]: number };
    statut_social?: { [code: string]: number };
  }
  /**
   * One accompaniment, as a screen sends it: the same fields, within bounds. What nobody said is left out, not guessed.
   */
  interface SentDetails {
    nature: Nature;
    posture?: Posture | null;
    autonomy_before?: Autonomy | null;
    autonomy_after?: Autonomy | null;
    reoriented?: Structure | null;
    genre?: Gender;
    tranche_age?: AgeBand;
    statut_social?: SocialStatus;
    mandate?: boolean;
    minutes: number;
    themes?: Theme[];
    equipment?: Equipment[];
    procedure?: string;
  }
  /**
   * The ticket at this counter.
   */
  interface Served {
    id: string;
    number: number;
    rev: number;
    need: string;
    declared: string;
    state: State;
    arrival: number;
    called_at: number;
    served_at: number | null;
    last_call_at: number;
    calls: number;
    called_from: string;
    language: string;
    legal: boolean;
    urgent: boolean;
    checked: boolean;
    seen: string[];
    missing: string[];
  }
  /**
   * « C'est fait » : whoever holds a paper that the queue does not know was looked after. goes_on: of the fence that was shown.
   */
  interface SettleFence {
    type: "SettleFence";
    goes_on: number;
  }
  /**
   * Real people took the tickets of this rush: nobody need look after it any more.
   */
  interface SettleRush {
    type: "SettleRush";
    rush: string;
  }
  /**
   * A hand-out sheet and the needs that it is for.
   */
  interface SheetChoice {
    id: string;
    title: string;
    pictogram: string;
    needs: string[];
  }
  /**
   * Details without what nobody said: there are many in a day, and each goes out with every view.
   */
  interface ShownDetails {
    nature: Nature;
    minutes: number;
    posture?: Posture | null;
    themes?: Theme[];
    equipment?: Equipment[];
    autonomy_before?: Autonomy | null;
    autonomy_after?: Autonomy | null;
    reoriented?: Structure | null;
    procedure?: string;
    genre?: Gender;
    tranche_age?: AgeBand;
    statut_social?: SocialStatus;
    mandate?: boolean;
  }
  /**
   * The person with this code does not come; the first who waits gets the seat.
   */
  interface SignOff {
    type: "SignOff";
    workshop: string;
    code: string;
  }
  /**
   * A seat for somebody, or a place on the waiting list. The answer's code is all that is known of the person.
   *
   * ticket: for whom, where they have one; their ticket stays in the queue.
   */
  interface SignUp {
    type: "SignUp";
    workshop: string;
    ticket?: string;
  }
  /**
   * Somebody who signed up.
   */
  interface SignedUp {
    code: string;
    seated?: boolean;
    number?: number;
    given?: boolean;
    present?: boolean | null;
  }
  type Situation =
    | "waiting"
    | "with_mediator"
    | "helped"
    | "at_machine"
    | "helped_at_machine"
    | "parked"
    | "parked_for_document"
    | "absent"
    | "called"
    | "serving"
    | "closed";
  type SocialStatus =
    | "scolarise"
    | "sans_emploi"
    | "en_emploi"
    | "retraite"
    | "non_communique";
  /**
   * The mediator begins to help: a ticket's person, who leaves the queue's line, or somebody without a ticket.
   *
   * A mediator may have several open at once: somebody fills a form alone while another is helped.
   */
  interface StartAccompaniment {
    type: "StartAccompaniment";
    ticket?: string;
    nature?: Nature | null;
    seen?: number | null;
  }
  /**
   * A mediator starts a working period here.
   */
  interface StartPresence {
    type: "StartPresence";
  }
  type State =
    | "waiting"
    | "called"
    | "serving"
    | "with_mediator"
    | "at_machine"
    | "parked"
    | "absent"
    | "closed";
  type Step =
    | "open"
    | "resume"
    | "call"
    | "finish";
  /**
   * The help is over; its record is still to be confirmed.
   */
  interface StopAccompaniment {
    type: "StopAccompaniment";
    accompaniment: string;
  }
  type Structure =
    | "administration"
    | "mediation_numerique"
    | "operateur_ou_organisme_en_charge"
    | "aide_sociale"
    | "insertion_professionnelle"
    | "aide_aux_demarches_administratives"
    | "autre";
  /**
   * End, as given in error, these tickets of a rush at a kiosk: those among them that nobody of the staff has touched meanwhile.
   */
  interface SweepTickets {
    type: "SweepTickets";
    rush: string;
    tickets: string[];
  }
  /**
   * A client at the kiosk. route: their choice where two are offered (machine or counter). legal: they hold a priority card.
   *
   * language: one that the office does not offer, or no longer, is its first: the ticket matters more than its words.
   */
  interface TakeTicket {
    type: "TakeTicket";
    need: string;
    language?: string;
    legal?: boolean;
    route?: Route | null;
  }
  /**
   * The person with this code knows now that a freed seat is theirs.
   */
  interface TellSeat {
    type: "TellSeat";
    workshop: string;
    code: string;
  }
  /**
   * One reading. level: as staff see it, which follows a change only once it lasts. causes, actions: as things are now.
   */
  interface Tension {
    reading: Reading;
    level: Level;
    causes: Cause[];
    actions: Action[];
  }
  type Theme =
    | "diagnostic_numerique"
    | "prendre_en_main_du_materiel"
    | "maintenance_de_materiel"
    | "gere_ses_contenus_numeriques"
    | "navigation_sur_internet"
    | "email"
    | "bureautique"
    | "reseaux_sociaux"
    | "sante"
    | "banque_et_achats_en_ligne"
    | "entrepreneuriat"
    | "insertion_professionnelle"
    | "securite_numerique"
    | "parentalite"
    | "scolarite_et_numerique"
    | "creer_avec_le_numerique"
    | "culture_numerique"
    | "intelligence_artificielle"
    | "aide_aux_demarches_administratives"
    | "papiers_elections_citoyennete"
    | "famille_scolarite"
    | "social_sante"
    | "travail_formation"
    | "logement"
    | "transports_mobilite"
    | "argent_impots"
    | "justice"
    | "etrangers_europe"
    | "loisirs_sports_culture"
    | "associations";
  /**
   * What every screen hears every 5 s: one that shows a view of an older version asks for it.
   */
  interface Tick {
    version: number;
    now: number;
    pages: string;
    held: boolean;
    seen: string;
  }
  /**
   * A tile of the kiosk and the needs behind it.
   */
  interface TileChoice {
    id: string;
    needs: string[];
  }
  /**
   * A title, and the level that it is usually held at.
   */
  interface TitleChoice {
    id: string;
    level: WorkshopLevel;
  }
  /**
   * The office today. No figure is one agent's.
   */
  interface Today {
    version: number;
    now: number;
    date: string;
    taken: number;
    waiting: number;
    open: number;
    wait_minutes: number | null;
    longest_minutes: number;
    by_outcome: { [name: string]: number };
    by_need: { [name: string]: number };
    wrong_declarations: number;
    without_paper: number[];
    printers: ReportPrinter[];
    present: number;
    counters_open: number;
    rushes: RushNotice[];
    fence: FenceNotice | null;
    clock: ClockNotice | null;
  }
  /**
   * Send to another route or need; the arrival time is kept: nobody pays for a wrong orientation.
   */
  interface TransferTicket {
    type: "TransferTicket";
    ticket: string;
    route: Route;
    need?: string | null;
    seen?: number | null;
  }
  /**
   * « L'heure est juste » : the machine's time is right, the office follows. ahead: the jump that the person was shown.
   */
  interface TrustClock {
    type: "TrustClock";
    ahead: number;
  }
  /**
   * Reverse the last change of this ticket; `seen` is the rev that change gave.
   */
  interface Undo {
    type: "Undo";
    ticket: string;
    seen: number;
  }
  /**
   * The kiosk follows the opening hours again.
   */
  interface UnlockKiosk {
    type: "UnlockKiosk";
  }
  /**
   * About how long, in minutes, rounded outward to 5. high None: more than `low` minutes.
   */
  interface Wait {
    low: number;
    high: number | null;
  }
  /**
   * Why a ticket stands where it stands, in minutes: « attend 12 min + avance 10 = 22 ».
   */
  interface Why {
    waited: number;
    legal: number;
    advance: number;
    total: number;
    moved: MoveReason | null;
    ceiling: boolean;
  }
  /**
   * Take a message off the display.
   */
  interface WithdrawAnnouncement {
    type: "WithdrawAnnouncement";
    message: string;
  }
  /**
   * What a new workshop is chosen from, and the languages of a slip. minutes, seats: usual; most_waiting: for a seat.
   */
  interface WorkshopChoices {
    titles: TitleChoice[];
    places: WorkshopPlace[];
    levels: WorkshopLevel[];
    minutes: number;
    seats: number;
    most_waiting: number;
    languages: LanguageChoice[];
  }
  type WorkshopLevel =
    | "initiation"
    | "practice"
    | "consolidation";
  /**
   * A place where workshops are held. inside: at the office itself.
   */
  interface WorkshopPlace {
    id: string;
    name: string;
    inside: boolean;
  }
  type Reason =
    | "office_closed"
    | "too_many_tickets"
    | "not_your_ticket"
    | "not_your_counter"
    | "rush_unknown"
    | "rush_settled"
    | "need_unknown"
    | "route_not_offered"
    | "ticket_unknown"
    | "ticket_closed"
    | "not_waiting"
    | "wrong_state"
    | "changed_meanwhile"
    | "anchor_gone"
    | "counter_unknown"
    | "counter_not_open"
    | "counter_busy"
    | "nobody_waiting"
    | "not_competent"
    | "advance_not_offered"
    | "advance_too_large"
    | "overtaken_limit"
    | "ceiling"
    | "same_place"
    | "outcome_not_possible"
    | "place_missing"
    | "nothing_to_undo"
    | "too_late_to_undo"
    | "paper_not_due"
    | "too_many_copies"
    | "printer_unknown"
    | "no_printer"
    | "machine_unknown"
    | "machine_out_of_order"
    | "machine_cannot"
    | "tag_unknown"
    | "ready_unknown"
    | "language_unknown"
    | "place_unknown"
    | "alert_unknown"
    | "call_over"
    | "already_coming"
    | "too_many_calls"
    | "message_unknown"
    | "announcement_time"
    | "accompaniment_unknown"
    | "accompanied_already"
    | "not_recorded_yet"
    | "minutes_not_possible"
    | "theme_missing"
    | "theme_not_administrative"
    | "procedure_unknown"
    | "mandate_missing"
    | "mediator_missing"
    | "presence_unknown"
    | "presence_times"
    | "presence_overlaps"
    | "workshop_unknown"
    | "workshop_title"
    | "workshop_place"
    | "workshop_time"
    | "workshop_seats"
    | "workshop_cancelled"
    | "workshop_over"
    | "workshop_not_yet"
    | "workshop_full"
    | "workshop_counts"
    | "code_unknown"
    | "no_seat"
    | "sheet_unknown"
    | "clock_moved"
    | "clock_impossible"
    | "fence_changed"
    | "not_allowed"
    | "malformed"
    | "key_missing"
    | "key_reused"
    | "not_stored";
  type KioskCommand =
    | TakeTicket
    | ReprintTicket
    | ConfirmPaper;
  type ConsoleCommand =
    | TrustClock
    | SettleFence
    | Prequalify
    | AdvanceTicket
    | MoveTicket
    | FinishTicket
    | ParkTicket
    | MarkAbsent
    | ReturnTicket
    | ReopenTicket
    | TransferTicket
    | Recall
    | Undo
    | StartPresence
    | EndPresence
    | LockKiosk
    | UnlockKiosk
    | SweepTickets
    | SettleRush
    | ReprintTicket
    | ReportMachine
    | ReportDifficulty
    | AnswerAlert
    | RaiseHelp
    | ComeToHelp
    | EndHelp
    | Announce
    | WithdrawAnnouncement
    | StartAccompaniment
    | StopAccompaniment
    | RecordAccompaniment
    | NoteHelp
    | EditAccompaniment
    | DropAccompaniment
    | PlanWorkshop
    | CancelWorkshop
    | SignUp
    | SignOff
    | TellSeat
    | PrintSlip
    | PrintSheet
    | MarkAttendance
    | RecordWorkshop;
  type CounterCommand =
    | TrustClock
    | OpenCounter
    | PauseCounter
    | CloseCounter
    | CallNext
    | CallTicket
    | Recall
    | MarkArrived
    | MarkAbsent
    | FinishTicket
    | TransferTicket
    | ParkTicket
    | ReturnTicket
    | ReopenTicket
    | Undo
    | SweepTickets
    | SettleRush
    | ReportMachine
    | ReportDifficulty
    | RaiseHelp
    | ComeToHelp
    | EndHelp;
  type ManagerCommand =
    | TrustClock
    | SettleFence
    | Undo
    | ReopenTicket
    | SweepTickets
    | SettleRush
    | LockKiosk
    | UnlockKiosk
    | PrintTest
    | ChangeRoll
    | ReportMachine
    | WithdrawAnnouncement
    | CorrectPresence
    | EditAccompaniment
    | DropAccompaniment
    | PlanWorkshop
    | CancelWorkshop;
  type KioskView = Kiosk;
  type DisplayView = Display;
  type ConsoleView = Console;
  type CounterView = CounterCounter;
  type ManagerView = Today;
  type KioskWord =
    | "action.announce"
    | "action.open_counter"
    | "action.walk_up_queue"
    | `announcement.${string}`
    | "call"
    | "calls.come"
    | "calls.coming"
    | "calls.counter"
    | "calls.counter_from"
    | "calls.end"
    | "calls.hall"
    | "calls.kiosk"
    | "calls.mine"
    | "calls.raise"
    | "cause.announced_passed"
    | "cause.no_answer"
    | "cause.no_counter_open"
    | "cause.operation_impossible"
    | "cause.order_complaint"
    | "cause.overtaken"
    | "cause.stranded"
    | "cause.tension"
    | "cause.work_waiting"
    | "clock.right"
    | "clock.settled"
    | "counter"
    | "difficulty.operation_impossible"
    | "difficulty.order_complaint"
    | "difficulty.tension"
    | "fairness"
    | "fence.settle"
    | "fence.settled"
    | "kiosk.ask"
    | "kiosk.back"
    | "kiosk.back_in"
    | "kiosk.calm"
    | "kiosk.clearer"
    | "kiosk.closed"
    | "kiosk.closed_what"
    | "kiosk.end"
    | "kiosk.follow"
    | "kiosk.help_comes"
    | "kiosk.keys"
    | "kiosk.language"
    | "kiosk.languages"
    | "kiosk.larger"
    | "kiosk.listen"
    | "kiosk.long"
    | "kiosk.long_later"
    | "kiosk.long_mediator"
    | "kiosk.long_take"
    | "kiosk.lost"
    | "kiosk.lost_what"
    | "kiosk.louder"
    | "kiosk.machine"
    | "kiosk.moment"
    | "kiosk.more"
    | "kiosk.no_paper"
    | "kiosk.no_voice"
    | "kiosk.not_reached"
    | "kiosk.now"
    | "kiosk.number"
    | "kiosk.off"
    | "kiosk.on"
    | "kiosk.paper_again"
    | "kiosk.paper_coming"
    | "kiosk.paper_missing"
    | "kiosk.paper_no"
    | "kiosk.paper_perhaps"
    | "kiosk.paper_take"
    | "kiosk.paper_yes"
    | "kiosk.person"
    | "kiosk.person_comes"
    | "kiosk.priority"
    | "kiosk.priority_late"
    | "kiosk.priority_noted"
    | "kiosk.quieter"
    | "kiosk.quieter_half"
    | "kiosk.ready"
    | "kiosk.repeat"
    | "kiosk.restart"
    | "kiosk.softer"
    | "kiosk.stay"
    | "kiosk.still_here"
    | "kiosk.volume"
    | "kiosk.where"
    | "kiosk.your_number"
    | "legal_notice"
    | "move_reason.appointment_or_transport"
    | "move_reason.calming"
    | "move_reason.child_alone"
    | "move_reason.distress"
    | "move_reason.one_minute_answer"
    | "move_reason.wrong_orientation"
    | `need.${string}`
    | "outcome.appointment"
    | "outcome.issued_in_error"
    | "outcome.left"
    | "outcome.no_show"
    | "outcome.oriented_elsewhere"
    | "outcome.removed_at_close"
    | "outcome.served"
    | "outcome.solved_at_machine"
    | "outcome.solved_by_mediator"
    | "outcome.workshop"
    | "paper.cleared"
    | "paper.expired"
    | "paper.not_sent"
    | "paper.printed"
    | "paper.printing"
    | "paper.queued"
    | "paper.sent_unconfirmed"
    | "paper.uncertain"
    | "park_reason.break"
    | "park_reason.fetching_document"
    | "park_reason.filling_form"
    | "park_reason.missing_document"
    | "park_reason.waiting_for_someone"
    | "place.banker"
    | "place.counter"
    | "place.elsewhere"
    | "place.machine"
    | "place.mediator"
    | "place.workshop"
    | "printer.cover_open"
    | "printer.cutter_error"
    | "printer.near_end"
    | "printer.no_answer"
    | "printer.offline"
    | "printer.paper_out"
    | "printer.ready"
    | "printer.silent"
    | "printer.stuck_buffer"
    | "printer.unreachable"
    | "printer.unrecoverable"
    | "privacy"
    | `procedure.${string}`
    | "reading.climate"
    | "reading.load"
    | `ready.${string}`
    | "refusal.machine_out_of_order"
    | "refusal.need_unknown"
    | "refusal.not_stored"
    | "refusal.office_closed"
    | "refusal.route_not_offered"
    | "refusal.too_many_tickets"
    | "route.banker"
    | "route.counter"
    | "route.elsewhere"
    | "route.machine"
    | "route.mediator"
    | "route.workshop"
    | "rush.back"
    | "rush.first"
    | "rush.keep"
    | "rush.look"
    | "rush.settled"
    | "rush.sweep"
    | "rush.sweep_one"
    | "rush.swept"
    | "rush.swept_none"
    | "rush.swept_one"
    | "rush.title"
    | "rush.title_at"
    | "rush.told"
    | "rush.told_one"
    | "rush.undone"
    | "rush.untouched"
    | "rush.untouched_one"
    | "shape.circle"
    | "shape.diamond"
    | "shape.hexagon"
    | "shape.square"
    | "shape.star"
    | "shape.triangle"
    | "state.absent"
    | "state.at_machine"
    | "state.called"
    | "state.closed"
    | "state.parked"
    | "state.serving"
    | "state.waiting"
    | "state.with_mediator"
    | `tag.${string}`
    | "tension.green"
    | "tension.orange"
    | "tension.red"
    | "tension.yellow"
    | `tile.${string}`
    | `title.${string}`
    | "wait.long"
    | "wait.range"
    | "wait.short"
    | "wait.unknown";
  type DisplayWord =
    | "action.announce"
    | "action.open_counter"
    | "action.walk_up_queue"
    | `announcement.${string}`
    | "ask_somebody"
    | "call"
    | "calls.come"
    | "calls.coming"
    | "calls.counter"
    | "calls.counter_from"
    | "calls.end"
    | "calls.hall"
    | "calls.kiosk"
    | "calls.mine"
    | "calls.raise"
    | "cause.announced_passed"
    | "cause.no_answer"
    | "cause.no_counter_open"
    | "cause.operation_impossible"
    | "cause.order_complaint"
    | "cause.overtaken"
    | "cause.stranded"
    | "cause.tension"
    | "cause.work_waiting"
    | "clock.right"
    | "clock.settled"
    | "closed"
    | "counter"
    | "difficulty.operation_impossible"
    | "difficulty.order_complaint"
    | "difficulty.tension"
    | "fairness"
    | "fence.settle"
    | "fence.settled"
    | "kiosk.ask"
    | "kiosk.back"
    | "kiosk.back_in"
    | "kiosk.calm"
    | "kiosk.clearer"
    | "kiosk.closed"
    | "kiosk.closed_what"
    | "kiosk.end"
    | "kiosk.follow"
    | "kiosk.help_comes"
    | "kiosk.keys"
    | "kiosk.language"
    | "kiosk.languages"
    | "kiosk.larger"
    | "kiosk.listen"
    | "kiosk.long"
    | "kiosk.long_later"
    | "kiosk.long_mediator"
    | "kiosk.long_take"
    | "kiosk.lost"
    | "kiosk.lost_what"
    | "kiosk.louder"
    | "kiosk.machine"
    | "kiosk.moment"
    | "kiosk.more"
    | "kiosk.no_paper"
    | "kiosk.no_voice"
    | "kiosk.not_reached"
    | "kiosk.now"
    | "kiosk.number"
    | "kiosk.off"
    | "kiosk.on"
    | "kiosk.paper_again"
    | "kiosk.paper_coming"
    | "kiosk.paper_missing"
    | "kiosk.paper_no"
    | "kiosk.paper_perhaps"
    | "kiosk.paper_take"
    | "kiosk.paper_yes"
    | "kiosk.person"
    | "kiosk.person_comes"
    | "kiosk.priority"
    | "kiosk.priority_late"
    | "kiosk.priority_noted"
    | "kiosk.quieter"
    | "kiosk.quieter_half"
    | "kiosk.ready"
    | "kiosk.repeat"
    | "kiosk.restart"
    | "kiosk.softer"
    | "kiosk.stay"
    | "kiosk.still_here"
    | "kiosk.volume"
    | "kiosk.where"
    | "kiosk.your_number"
    | "kiosk_stopped"
    | "legal_notice"
    | "more_than"
    | "move_reason.appointment_or_transport"
    | "move_reason.calming"
    | "move_reason.child_alone"
    | "move_reason.distress"
    | "move_reason.one_minute_answer"
    | "move_reason.wrong_orientation"
    | `need.${string}`
    | "no_more_tickets"
    | "outcome.appointment"
    | "outcome.issued_in_error"
    | "outcome.left"
    | "outcome.no_show"
    | "outcome.oriented_elsewhere"
    | "outcome.removed_at_close"
    | "outcome.served"
    | "outcome.solved_at_machine"
    | "outcome.solved_by_mediator"
    | "outcome.workshop"
    | "paper.cleared"
    | "paper.expired"
    | "paper.not_sent"
    | "paper.printed"
    | "paper.printing"
    | "paper.queued"
    | "paper.sent_unconfirmed"
    | "paper.uncertain"
    | "park_reason.break"
    | "park_reason.fetching_document"
    | "park_reason.filling_form"
    | "park_reason.missing_document"
    | "park_reason.waiting_for_someone"
    | "paused"
    | "people"
    | "people_none"
    | "people_one"
    | "place.banker"
    | "place.counter"
    | "place.elsewhere"
    | "place.machine"
    | "place.mediator"
    | "place.workshop"
    | "printer.cover_open"
    | "printer.cutter_error"
    | "printer.near_end"
    | "printer.no_answer"
    | "printer.offline"
    | "printer.paper_out"
    | "printer.ready"
    | "printer.silent"
    | "printer.stuck_buffer"
    | "printer.unreachable"
    | "printer.unrecoverable"
    | "privacy"
    | `procedure.${string}`
    | "reading.climate"
    | "reading.load"
    | `ready.${string}`
    | "refusal.machine_out_of_order"
    | "refusal.need_unknown"
    | "refusal.not_stored"
    | "refusal.office_closed"
    | "refusal.route_not_offered"
    | "refusal.too_many_tickets"
    | "route.banker"
    | "route.counter"
    | "route.elsewhere"
    | "route.machine"
    | "route.mediator"
    | "route.workshop"
    | "rush.back"
    | "rush.first"
    | "rush.keep"
    | "rush.look"
    | "rush.settled"
    | "rush.sweep"
    | "rush.sweep_one"
    | "rush.swept"
    | "rush.swept_none"
    | "rush.swept_one"
    | "rush.title"
    | "rush.title_at"
    | "rush.told"
    | "rush.told_one"
    | "rush.undone"
    | "rush.untouched"
    | "rush.untouched_one"
    | "shape.circle"
    | "shape.diamond"
    | "shape.hexagon"
    | "shape.square"
    | "shape.star"
    | "shape.triangle"
    | "state.absent"
    | "state.at_machine"
    | "state.called"
    | "state.closed"
    | "state.parked"
    | "state.serving"
    | "state.waiting"
    | "state.with_mediator"
    | `tag.${string}`
    | "take_ticket"
    | "tension.green"
    | "tension.orange"
    | "tension.red"
    | "tension.yellow"
    | `tile.${string}`
    | `title.${string}`
    | "too_small"
    | "wait.long"
    | "wait.range"
    | "wait.short"
    | "wait.unknown";
  type ConsoleWord =
    | "action.announce"
    | "action.open_counter"
    | "action.walk_up_queue"
    | `announcement.${string}`
    | "autonomy.autonome"
    | "autonomy.entierement_accompagne"
    | "autonomy.partiellement_autonome"
    | "call"
    | "calls.come"
    | "calls.coming"
    | "calls.counter"
    | "calls.counter_from"
    | "calls.end"
    | "calls.hall"
    | "calls.kiosk"
    | "calls.mine"
    | "calls.raise"
    | "cause.announced_passed"
    | "cause.no_answer"
    | "cause.no_counter_open"
    | "cause.operation_impossible"
    | "cause.order_complaint"
    | "cause.overtaken"
    | "cause.stranded"
    | "cause.tension"
    | "cause.work_waiting"
    | "clock.right"
    | "clock.settled"
    | "console.act.absent"
    | "console.act.answered"
    | "console.act.appointment"
    | "console.act.banker"
    | "console.act.confirm"
    | "console.act.counter"
    | "console.act.down"
    | "console.act.elsewhere"
    | "console.act.failed"
    | "console.act.has_document"
    | "console.act.is_here"
    | "console.act.later"
    | "console.act.left"
    | "console.act.machine"
    | "console.act.machine_done"
    | "console.act.missing"
    | "console.act.mistake"
    | "console.act.next"
    | "console.act.park"
    | "console.act.recall"
    | "console.act.reopen"
    | "console.act.reprint"
    | "console.act.return"
    | "console.act.save"
    | "console.act.up"
    | "console.act.with_me"
    | "console.advance"
    | "console.ask_machine"
    | "console.ask_minutes"
    | "console.ask_missing"
    | "console.ask_need"
    | "console.ask_park"
    | "console.ask_reason"
    | "console.ask_where"
    | "console.at"
    | "console.changed"
    | "console.confirm_advance"
    | "console.confirm_move"
    | "console.desk.called"
    | "console.desk.closed"
    | "console.desk.open"
    | "console.desk.paused"
    | "console.desk.serving"
    | "console.done"
    | "console.helps"
    | "console.helps_one"
    | "console.keep_place"
    | "console.kiosk_locked"
    | "console.kiosk_shut"
    | "console.left_none"
    | "console.left_over"
    | "console.legal"
    | "console.lock"
    | "console.lost"
    | "console.machine_alone"
    | "console.machine_with_me"
    | "console.minutes"
    | "console.missing"
    | "console.move"
    | "console.move_end"
    | "console.need_ready"
    | "console.need_was"
    | "console.new_help"
    | "console.no_paper"
    | "console.nothing_missing"
    | "console.open_desks"
    | "console.open_desks_none"
    | "console.open_desks_one"
    | "console.overtaken"
    | "console.overtaken_one"
    | "console.park_minutes"
    | "console.park_open"
    | "console.people"
    | "console.people_none"
    | "console.people_one"
    | "console.place"
    | "console.plus"
    | "console.prequalified"
    | "console.present"
    | "console.present_none"
    | "console.price"
    | "console.price_asked"
    | "console.price_none"
    | "console.price_one"
    | "console.printer"
    | "console.seconds"
    | "console.since"
    | "console.stranded"
    | "console.stranded_one"
    | "console.tags"
    | "console.tags_some"
    | "console.tell_missing"
    | "console.took_place"
    | "console.undone"
    | "console.unlock"
    | "console.urgent"
    | "console.waits"
    | "console.why"
    | "console.why_advance"
    | "console.why_ceiling"
    | "console.why_legal"
    | "console.why_moved"
    | "console.without_paper"
    | "counter"
    | "difficulty.operation_impossible"
    | "difficulty.order_complaint"
    | "difficulty.tension"
    | "equipment.aucun"
    | "equipment.autre"
    | "equipment.ordinateur"
    | "equipment.tablette"
    | "equipment.telephone"
    | "fairness"
    | "fence.settle"
    | "fence.settled"
    | "genre.feminin"
    | "genre.masculin"
    | "genre.non_communique"
    | "hall.alert"
    | "hall.announce"
    | "hall.announced"
    | "hall.answered"
    | "hall.called"
    | "hall.lasted"
    | "hall.lasts"
    | "hall.load.green"
    | "hall.load.orange"
    | "hall.load.red"
    | "hall.load.yellow"
    | "hall.reported"
    | "hall.short.climate"
    | "hall.short.load"
    | "hall.until"
    | "hall.withdraw"
    | "hall.withdrawn"
    | "handout.all"
    | "handout.asked"
    | "handout.code"
    | "handout.not_out"
    | "handout.others"
    | "handout.printed"
    | "handout.printing"
    | "handout.queued"
    | "handout.sent_unconfirmed"
    | "handout.title"
    | "handout.uncertain"
    | "help.all_themes"
    | "help.began"
    | "help.began_alone"
    | "help.correct"
    | "help.corrected"
    | "help.drop"
    | "help.drop_sure"
    | "help.dropped"
    | "help.end"
    | "help.ended"
    | "help.ends.banker"
    | "help.ends.counter"
    | "help.ends.done"
    | "help.ends.elsewhere"
    | "help.ends.queue"
    | "help.lacks.mandate"
    | "help.lacks.where"
    | "help.mandate"
    | "help.minutes"
    | "help.no_ticket"
    | "help.record"
    | "help.recorded"
    | "help.since"
    | "help.since_with"
    | "help.stopped"
    | "kiosk.ask"
    | "kiosk.back"
    | "kiosk.back_in"
    | "kiosk.calm"
    | "kiosk.clearer"
    | "kiosk.closed"
    | "kiosk.closed_what"
    | "kiosk.end"
    | "kiosk.follow"
    | "kiosk.help_comes"
    | "kiosk.keys"
    | "kiosk.language"
    | "kiosk.languages"
    | "kiosk.larger"
    | "kiosk.listen"
    | "kiosk.long"
    | "kiosk.long_later"
    | "kiosk.long_mediator"
    | "kiosk.long_take"
    | "kiosk.lost"
    | "kiosk.lost_what"
    | "kiosk.louder"
    | "kiosk.machine"
    | "kiosk.moment"
    | "kiosk.more"
    | "kiosk.no_paper"
    | "kiosk.no_voice"
    | "kiosk.not_reached"
    | "kiosk.now"
    | "kiosk.number"
    | "kiosk.off"
    | "kiosk.on"
    | "kiosk.paper_again"
    | "kiosk.paper_coming"
    | "kiosk.paper_missing"
    | "kiosk.paper_no"
    | "kiosk.paper_perhaps"
    | "kiosk.paper_take"
    | "kiosk.paper_yes"
    | "kiosk.person"
    | "kiosk.person_comes"
    | "kiosk.priority"
    | "kiosk.priority_late"
    | "kiosk.priority_noted"
    | "kiosk.quieter"
    | "kiosk.quieter_half"
    | "kiosk.ready"
    | "kiosk.repeat"
    | "kiosk.restart"
    | "kiosk.softer"
    | "kiosk.stay"
    | "kiosk.still_here"
    | "kiosk.volume"
    | "kiosk.where"
    | "kiosk.your_number"
    | "legal_notice"
    | "level.consolidation"
    | "level.initiation"
    | "level.practice"
    | "machine.broken"
    | "machine.busy"
    | "machine.done"
    | "machine.report_broken"
    | "machine.report_works"
    | "machine.works"
    | "move_reason.appointment_or_transport"
    | "move_reason.calming"
    | "move_reason.child_alone"
    | "move_reason.distress"
    | "move_reason.one_minute_answer"
    | "move_reason.wrong_orientation"
    | "nature.conflict_prevention"
    | "nature.digital_help"
    | "nature.form_help"
    | "nature.information"
    | "nature.interpreting"
    | "nature.machine_help"
    | "nature.orientation"
    | "nature.workshop"
    | `need.${string}`
    | "not_reached"
    | "outcome.appointment"
    | "outcome.issued_in_error"
    | "outcome.left"
    | "outcome.no_show"
    | "outcome.oriented_elsewhere"
    | "outcome.removed_at_close"
    | "outcome.served"
    | "outcome.solved_at_machine"
    | "outcome.solved_by_mediator"
    | "outcome.workshop"
    | "paper.cleared"
    | "paper.expired"
    | "paper.not_sent"
    | "paper.printed"
    | "paper.printing"
    | "paper.queued"
    | "paper.sent_unconfirmed"
    | "paper.uncertain"
    | "park_reason.break"
    | "park_reason.fetching_document"
    | "park_reason.filling_form"
    | "park_reason.missing_document"
    | "park_reason.waiting_for_someone"
    | "place.banker"
    | "place.counter"
    | "place.elsewhere"
    | "place.machine"
    | "place.mediator"
    | "place.workshop"
    | "posture.does_alone"
    | "posture.done_for"
    | "posture.done_together"
    | "posture.with_guidance"
    | "presence.began"
    | "presence.come"
    | "presence.ended"
    | "presence.help_open"
    | "presence.here"
    | "presence.hours"
    | "presence.leave"
    | "presence.minutes"
    | "presence.none"
    | "presence.over"
    | "presence.since"
    | "presence.sure"
    | "printer.cover_open"
    | "printer.cutter_error"
    | "printer.near_end"
    | "printer.no_answer"
    | "printer.offline"
    | "printer.paper_out"
    | "printer.ready"
    | "printer.silent"
    | "printer.stuck_buffer"
    | "printer.unreachable"
    | "printer.unrecoverable"
    | "privacy"
    | `procedure.${string}`
    | "reading.climate"
    | "reading.load"
    | `ready.${string}`
    | "refusal.machine_out_of_order"
    | "refusal.need_unknown"
    | "refusal.not_stored"
    | "refusal.office_closed"
    | "refusal.route_not_offered"
    | "refusal.too_many_tickets"
    | "route.banker"
    | "route.counter"
    | "route.elsewhere"
    | "route.machine"
    | "route.mediator"
    | "route.workshop"
    | "rush.back"
    | "rush.first"
    | "rush.keep"
    | "rush.look"
    | "rush.settled"
    | "rush.sweep"
    | "rush.sweep_one"
    | "rush.swept"
    | "rush.swept_none"
    | "rush.swept_one"
    | "rush.title"
    | "rush.title_at"
    | "rush.told"
    | "rush.told_one"
    | "rush.undone"
    | "rush.untouched"
    | "rush.untouched_one"
    | "shape.circle"
    | "shape.diamond"
    | "shape.hexagon"
    | "shape.square"
    | "shape.star"
    | "shape.triangle"
    | "slip.asked"
    | "slip.language"
    | "slip.language_ticket"
    | "slip.language_usual"
    | "slip.not_printed"
    | "slip.printed"
    | "slip.uncertain"
    | "state.absent"
    | "state.at_machine"
    | "state.called"
    | "state.closed"
    | "state.parked"
    | "state.serving"
    | "state.waiting"
    | "state.with_mediator"
    | "statut_social.en_emploi"
    | "statut_social.non_communique"
    | "statut_social.retraite"
    | "statut_social.sans_emploi"
    | "statut_social.scolarise"
    | "structure.administration"
    | "structure.aide_aux_demarches_administratives"
    | "structure.aide_sociale"
    | "structure.autre"
    | "structure.insertion_professionnelle"
    | "structure.mediation_numerique"
    | "structure.operateur_ou_organisme_en_charge"
    | `tag.${string}`
    | "tension.green"
    | "tension.orange"
    | "tension.red"
    | "tension.yellow"
    | "theme.aide_aux_demarches_administratives"
    | "theme.argent_impots"
    | "theme.associations"
    | "theme.banque_et_achats_en_ligne"
    | "theme.bureautique"
    | "theme.creer_avec_le_numerique"
    | "theme.culture_numerique"
    | "theme.diagnostic_numerique"
    | "theme.email"
    | "theme.entrepreneuriat"
    | "theme.etrangers_europe"
    | "theme.famille_scolarite"
    | "theme.gere_ses_contenus_numeriques"
    | "theme.insertion_professionnelle"
    | "theme.intelligence_artificielle"
    | "theme.justice"
    | "theme.logement"
    | "theme.loisirs_sports_culture"
    | "theme.maintenance_de_materiel"
    | "theme.navigation_sur_internet"
    | "theme.papiers_elections_citoyennete"
    | "theme.parentalite"
    | "theme.prendre_en_main_du_materiel"
    | "theme.reseaux_sociaux"
    | "theme.sante"
    | "theme.scolarite_et_numerique"
    | "theme.securite_numerique"
    | "theme.social_sante"
    | "theme.transports_mobilite"
    | "theme.travail_formation"
    | `tile.${string}`
    | `title.${string}`
    | "tranche_age.dix_huit_vingt_quatre"
    | "tranche_age.douze_dix_huit"
    | "tranche_age.moins_de_douze"
    | "tranche_age.non_communique"
    | "tranche_age.quarante_cinquante_neuf"
    | "tranche_age.soixante_dix_plus"
    | "tranche_age.soixante_soixante_neuf"
    | "tranche_age.vingt_cinq_trente_neuf"
    | "undo"
    | "unsent.asked_at"
    | "unsent.count"
    | "unsent.count_one"
    | "unsent.dropped"
    | "unsent.dropped_one"
    | "unsent.full"
    | "unsent.kept"
    | "unsent.mark"
    | "unsent.more"
    | "unsent.more_one"
    | "unsent.not_done"
    | "unsent.now_only"
    | "unsent.tried"
    | "wait.long"
    | "wait.range"
    | "wait.short"
    | "wait.unknown"
    | "workshop.act"
    | "workshop.ask_cancel"
    | "workshop.ask_leave"
    | "workshop.came"
    | "workshop.came_none"
    | "workshop.came_one"
    | "workshop.cancel"
    | "workshop.cancel_people"
    | "workshop.cancel_people_none"
    | "workshop.cancel_people_one"
    | "workshop.cancelled"
    | "workshop.choose"
    | "workshop.free"
    | "workshop.free_one"
    | "workshop.full"
    | "workshop.full_waiting"
    | "workshop.given"
    | "workshop.got_seat"
    | "workshop.has_seat"
    | "workshop.hours"
    | "workshop.inside"
    | "workshop.is_cancelled"
    | "workshop.is_here"
    | "workshop.keep_place"
    | "workshop.keep_seat"
    | "workshop.keep_workshop"
    | "workshop.keeps_ticket"
    | "workshop.leave_frees"
    | "workshop.leave_gives"
    | "workshop.leave_list"
    | "workshop.leave_yes"
    | "workshop.leaves"
    | "workshop.left"
    | "workshop.less"
    | "workshop.list_full"
    | "workshop.minutes"
    | "workshop.minutes_even"
    | "workshop.minutes_short"
    | "workshop.more"
    | "workshop.nobody"
    | "workshop.none_to_choose"
    | "workshop.not_here"
    | "workshop.not_reached"
    | "workshop.not_said"
    | "workshop.on_the_list"
    | "workshop.outside"
    | "workshop.place_waiting"
    | "workshop.place_waiting_one"
    | "workshop.planned"
    | "workshop.print"
    | "workshop.print_theirs"
    | "workshop.record"
    | "workshop.record_again"
    | "workshop.recorded"
    | "workshop.same"
    | "workshop.save"
    | "workshop.save_none"
    | "workshop.save_one"
    | "workshop.seat_goes"
    | "workshop.seated"
    | "workshop.sign_up"
    | "workshop.sign_up_more"
    | "workshop.sign_up_waiting"
    | "workshop.signed_up"
    | "workshop.tell_them"
    | "workshop.ticket"
    | "workshop.to_record"
    | "workshop.to_tell"
    | "workshop.to_tell_none"
    | "workshop.to_tell_one"
    | "workshop.today"
    | "workshop.told"
    | "workshop.tomorrow"
    | "workshop.total"
    | "workshop.until"
    | "workshop.visit_over"
    | "workshop.waits"
    | "workshop.waits_at"
    | "workshop.waits_at_one"
    | "workshop.was_told"
    | "workshop.when_missing";
  type CounterWord =
    | "action.announce"
    | "action.open_counter"
    | "action.walk_up_queue"
    | `announcement.${string}`
    | "aside.count"
    | "call"
    | "call.finish"
    | "call.next"
    | "call.open"
    | "call.resume"
    | "call.this"
    | "called.from"
    | "calls.come"
    | "calls.coming"
    | "calls.counter"
    | "calls.counter_from"
    | "calls.end"
    | "calls.hall"
    | "calls.kiosk"
    | "calls.mine"
    | "calls.raise"
    | "calls.raised"
    | "cause.announced_passed"
    | "cause.no_answer"
    | "cause.no_counter_open"
    | "cause.operation_impossible"
    | "cause.order_complaint"
    | "cause.overtaken"
    | "cause.stranded"
    | "cause.tension"
    | "cause.work_waiting"
    | "checked"
    | "clock.right"
    | "clock.settled"
    | "counter"
    | "declared"
    | "desk.closed"
    | "desk.from"
    | "desk.open"
    | "desk.paused"
    | "difficulty.done"
    | "difficulty.operation_impossible"
    | "difficulty.order_complaint"
    | "difficulty.tension"
    | "done.absent"
    | "done.back"
    | "done.call"
    | "done.finish"
    | "done.park"
    | "done.transfer"
    | "fairness"
    | "fence.settle"
    | "fence.settled"
    | "kiosk.ask"
    | "kiosk.back"
    | "kiosk.back_in"
    | "kiosk.calm"
    | "kiosk.clearer"
    | "kiosk.closed"
    | "kiosk.closed_what"
    | "kiosk.end"
    | "kiosk.follow"
    | "kiosk.help_comes"
    | "kiosk.keys"
    | "kiosk.language"
    | "kiosk.languages"
    | "kiosk.larger"
    | "kiosk.listen"
    | "kiosk.long"
    | "kiosk.long_later"
    | "kiosk.long_mediator"
    | "kiosk.long_take"
    | "kiosk.lost"
    | "kiosk.lost_what"
    | "kiosk.louder"
    | "kiosk.machine"
    | "kiosk.moment"
    | "kiosk.more"
    | "kiosk.no_paper"
    | "kiosk.no_voice"
    | "kiosk.not_reached"
    | "kiosk.now"
    | "kiosk.number"
    | "kiosk.off"
    | "kiosk.on"
    | "kiosk.paper_again"
    | "kiosk.paper_coming"
    | "kiosk.paper_missing"
    | "kiosk.paper_no"
    | "kiosk.paper_perhaps"
    | "kiosk.paper_take"
    | "kiosk.paper_yes"
    | "kiosk.person"
    | "kiosk.person_comes"
    | "kiosk.priority"
    | "kiosk.priority_late"
    | "kiosk.priority_noted"
    | "kiosk.quieter"
    | "kiosk.quieter_half"
    | "kiosk.ready"
    | "kiosk.repeat"
    | "kiosk.restart"
    | "kiosk.softer"
    | "kiosk.stay"
    | "kiosk.still_here"
    | "kiosk.volume"
    | "kiosk.where"
    | "kiosk.your_number"
    | "language"
    | "legal"
    | "legal_notice"
    | "lost"
    | "machine.broken"
    | "machine.done"
    | "machine.report_broken"
    | "machine.report_works"
    | "machine.works"
    | "minutes"
    | "missing"
    | "move_reason.appointment_or_transport"
    | "move_reason.calming"
    | "move_reason.child_alone"
    | "move_reason.distress"
    | "move_reason.one_minute_answer"
    | "move_reason.wrong_orientation"
    | `need.${string}`
    | "next.advance"
    | "next.backup"
    | "next.ceiling"
    | "next.legal"
    | "next.moved"
    | "next.none"
    | "next.total"
    | "next.who"
    | "next.why"
    | "not_reached"
    | "others"
    | "others_none"
    | "others_one"
    | "outcome.appointment"
    | "outcome.issued_in_error"
    | "outcome.left"
    | "outcome.no_show"
    | "outcome.oriented_elsewhere"
    | "outcome.removed_at_close"
    | "outcome.served"
    | "outcome.solved_at_machine"
    | "outcome.solved_by_mediator"
    | "outcome.workshop"
    | "paper.cleared"
    | "paper.expired"
    | "paper.not_sent"
    | "paper.printed"
    | "paper.printing"
    | "paper.queued"
    | "paper.sent_unconfirmed"
    | "paper.uncertain"
    | "park_reason.break"
    | "park_reason.fetching_document"
    | "park_reason.filling_form"
    | "park_reason.missing_document"
    | "park_reason.waiting_for_someone"
    | "place.banker"
    | "place.counter"
    | "place.elsewhere"
    | "place.machine"
    | "place.mediator"
    | "place.workshop"
    | "printer.cover_open"
    | "printer.cutter_error"
    | "printer.near_end"
    | "printer.no_answer"
    | "printer.offline"
    | "printer.paper_out"
    | "printer.ready"
    | "printer.silent"
    | "printer.stuck_buffer"
    | "printer.unreachable"
    | "printer.unrecoverable"
    | "privacy"
    | `procedure.${string}`
    | "queue.count"
    | "reading.climate"
    | "reading.load"
    | `ready.${string}`
    | "recall"
    | "recall.in"
    | "recalled"
    | "refusal.machine_out_of_order"
    | "refusal.need_unknown"
    | "refusal.not_stored"
    | "refusal.office_closed"
    | "refusal.route_not_offered"
    | "refusal.too_many_tickets"
    | "reopen.this"
    | "route.banker"
    | "route.counter"
    | "route.elsewhere"
    | "route.machine"
    | "route.mediator"
    | "route.workshop"
    | "rush.back"
    | "rush.first"
    | "rush.keep"
    | "rush.look"
    | "rush.settled"
    | "rush.sweep"
    | "rush.sweep_one"
    | "rush.swept"
    | "rush.swept_none"
    | "rush.swept_one"
    | "rush.title"
    | "rush.title_at"
    | "rush.told"
    | "rush.told_one"
    | "rush.undone"
    | "rush.untouched"
    | "rush.untouched_one"
    | "seconds"
    | "seen"
    | "serving"
    | "shape.circle"
    | "shape.diamond"
    | "shape.hexagon"
    | "shape.square"
    | "shape.star"
    | "shape.triangle"
    | "state.absent"
    | "state.at_machine"
    | "state.called"
    | "state.closed"
    | "state.parked"
    | "state.serving"
    | "state.waiting"
    | "state.with_mediator"
    | `tag.${string}`
    | "tension.green"
    | "tension.orange"
    | "tension.red"
    | "tension.yellow"
    | `tile.${string}`
    | `title.${string}`
    | "unchecked"
    | "undo"
    | "undone"
    | "urgent"
    | "wait.long"
    | "wait.range"
    | "wait.short"
    | "wait.unknown"
    | "waited"
    | "walking";
  type ManagerWord =
    | "action.announce"
    | "action.open_counter"
    | "action.walk_up_queue"
    | `announcement.${string}`
    | "call"
    | "calls.come"
    | "calls.coming"
    | "calls.counter"
    | "calls.counter_from"
    | "calls.end"
    | "calls.hall"
    | "calls.kiosk"
    | "calls.mine"
    | "calls.raise"
    | "cause.announced_passed"
    | "cause.no_answer"
    | "cause.no_counter_open"
    | "cause.operation_impossible"
    | "cause.order_complaint"
    | "cause.overtaken"
    | "cause.stranded"
    | "cause.tension"
    | "cause.work_waiting"
    | "clock.right"
    | "clock.settled"
    | "counter"
    | "difficulty.operation_impossible"
    | "difficulty.order_complaint"
    | "difficulty.tension"
    | "fairness"
    | "fence.settle"
    | "fence.settled"
    | "kiosk.ask"
    | "kiosk.back"
    | "kiosk.back_in"
    | "kiosk.calm"
    | "kiosk.clearer"
    | "kiosk.closed"
    | "kiosk.closed_what"
    | "kiosk.end"
    | "kiosk.follow"
    | "kiosk.help_comes"
    | "kiosk.keys"
    | "kiosk.language"
    | "kiosk.languages"
    | "kiosk.larger"
    | "kiosk.listen"
    | "kiosk.long"
    | "kiosk.long_later"
    | "kiosk.long_mediator"
    | "kiosk.long_take"
    | "kiosk.lost"
    | "kiosk.lost_what"
    | "kiosk.louder"
    | "kiosk.machine"
    | "kiosk.moment"
    | "kiosk.more"
    | "kiosk.no_paper"
    | "kiosk.no_voice"
    | "kiosk.not_reached"
    | "kiosk.now"
    | "kiosk.number"
    | "kiosk.off"
    | "kiosk.on"
    | "kiosk.paper_again"
    | "kiosk.paper_coming"
    | "kiosk.paper_missing"
    | "kiosk.paper_no"
    | "kiosk.paper_perhaps"
    | "kiosk.paper_take"
    | "kiosk.paper_yes"
    | "kiosk.person"
    | "kiosk.person_comes"
    | "kiosk.priority"
    | "kiosk.priority_late"
    | "kiosk.priority_noted"
    | "kiosk.quieter"
    | "kiosk.quieter_half"
    | "kiosk.ready"
    | "kiosk.repeat"
    | "kiosk.restart"
    | "kiosk.softer"
    | "kiosk.stay"
    | "kiosk.still_here"
    | "kiosk.volume"
    | "kiosk.where"
    | "kiosk.your_number"
    | "legal_notice"
    | "lost"
    | "minutes"
    | "move_reason.appointment_or_transport"
    | "move_reason.calming"
    | "move_reason.child_alone"
    | "move_reason.distress"
    | "move_reason.one_minute_answer"
    | "move_reason.wrong_orientation"
    | `need.${string}`
    | "not_reached"
    | "outcome.appointment"
    | "outcome.issued_in_error"
    | "outcome.left"
    | "outcome.no_show"
    | "outcome.oriented_elsewhere"
    | "outcome.removed_at_close"
    | "outcome.served"
    | "outcome.solved_at_machine"
    | "outcome.solved_by_mediator"
    | "outcome.workshop"
    | "paper.cleared"
    | "paper.expired"
    | "paper.not_sent"
    | "paper.printed"
    | "paper.printing"
    | "paper.queued"
    | "paper.sent_unconfirmed"
    | "paper.uncertain"
    | "paper_lost"
    | "park_reason.break"
    | "park_reason.fetching_document"
    | "park_reason.filling_form"
    | "park_reason.missing_document"
    | "park_reason.waiting_for_someone"
    | "place.banker"
    | "place.counter"
    | "place.elsewhere"
    | "place.machine"
    | "place.mediator"
    | "place.workshop"
    | "printer.cover_open"
    | "printer.cutter_error"
    | "printer.near_end"
    | "printer.no_answer"
    | "printer.offline"
    | "printer.paper_out"
    | "printer.ready"
    | "printer.silent"
    | "printer.stuck_buffer"
    | "printer.unreachable"
    | "printer.unrecoverable"
    | "privacy"
    | `procedure.${string}`
    | "reading.climate"
    | "reading.load"
    | `ready.${string}`
    | "refusal.machine_out_of_order"
    | "refusal.need_unknown"
    | "refusal.not_stored"
    | "refusal.office_closed"
    | "refusal.route_not_offered"
    | "refusal.too_many_tickets"
    | "roll"
    | "roll_low"
    | "route.banker"
    | "route.counter"
    | "route.elsewhere"
    | "route.machine"
    | "route.mediator"
    | "route.workshop"
    | "rush.back"
    | "rush.first"
    | "rush.keep"
    | "rush.look"
    | "rush.settled"
    | "rush.sweep"
    | "rush.sweep_one"
    | "rush.swept"
    | "rush.swept_none"
    | "rush.swept_one"
    | "rush.title"
    | "rush.title_at"
    | "rush.told"
    | "rush.told_one"
    | "rush.undone"
    | "rush.untouched"
    | "rush.untouched_one"
    | "shape.circle"
    | "shape.diamond"
    | "shape.hexagon"
    | "shape.square"
    | "shape.star"
    | "shape.triangle"
    | "since"
    | "state.absent"
    | "state.at_machine"
    | "state.called"
    | "state.closed"
    | "state.parked"
    | "state.serving"
    | "state.waiting"
    | "state.with_mediator"
    | `tag.${string}`
    | "tension.green"
    | "tension.orange"
    | "tension.red"
    | "tension.yellow"
    | `tile.${string}`
    | `title.${string}`
    | "unheard"
    | "wait.long"
    | "wait.range"
    | "wait.short"
    | "wait.unknown";
  type PresencesWord =
    | "end"
    | "end_another"
    | "end_running"
    | "lost"
    | "not_reached"
    | "not_yet"
    | "order"
    | "reason"
    | "start"
    | "who";
  type KioskCounted =
    | "rush.sweep"
    | "rush.swept"
    | "rush.told"
    | "rush.untouched";
  type DisplayCounted =
    | "people"
    | "rush.sweep"
    | "rush.swept"
    | "rush.told"
    | "rush.untouched";
  type ConsoleCounted =
    | "console.helps"
    | "console.open_desks"
    | "console.overtaken"
    | "console.people"
    | "console.price"
    | "console.stranded"
    | "rush.sweep"
    | "rush.swept"
    | "rush.told"
    | "rush.untouched"
    | "unsent.count"
    | "unsent.dropped"
    | "unsent.more"
    | "workshop.came"
    | "workshop.cancel_people"
    | "workshop.free"
    | "workshop.place_waiting"
    | "workshop.save"
    | "workshop.to_tell"
    | "workshop.waits_at";
  type CounterCounted =
    | "others"
    | "rush.sweep"
    | "rush.swept"
    | "rush.told"
    | "rush.untouched";
  type ManagerCounted =
    | "rush.sweep"
    | "rush.swept"
    | "rush.told"
    | "rush.untouched";
  type PresencesCounted = never;
}
