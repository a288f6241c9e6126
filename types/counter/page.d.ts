declare namespace Page {
  type View = Office.CounterView;
  type Command = Office.CounterCommand;
  type Word = Office.CounterWord;
  type Counted = Office.CounterCounted;
}
