CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE event (seq integer primary key, day text not null, at integer not null, by text not null, type text not null, ticket text, body text not null, hash blob not null default x'') strict;
CREATE INDEX event_of_day on event (day, seq);
CREATE TABLE answer (scope text not null, key text not null, body text not null, said text not null, at integer not null, primary key (scope, key)) strict, without rowid;
CREATE TABLE visit (key text primary key, date text not null, hour integer not null, declared text not null, need text not null, route text not null, outcome text not null, waited integer, served integer, promised integer, "where" text not null, overtaken integer not null, prequalified integer not null, machine_failed integer not null) strict, without rowid;
CREATE TABLE accompaniment (key text primary key, date text not null, mediator text not null, started integer not null, recorded integer not null, changed integer, need text not null, details text not null, confirmed integer not null) strict, without rowid;
CREATE TABLE presence (key text primary key, date text not null, mediator text not null, started integer not null, ended integer, left_open integer not null) strict, without rowid;
CREATE TABLE correction (presence text not null, "by" text not null, at integer not null, reason text not null, was_started integer, was_ended integer, was_mediator text not null default '', primary key (presence, at)) strict, without rowid;
CREATE TABLE workshop (key text primary key, date text not null, title text not null, level text not null, inside integer not null, place text not null, starts integer not null, minutes integer not null, seats integer not null, cancelled integer not null, attendance text not null, counts text, mediator text not null, recorded integer, changed integer) strict, without rowid;
CREATE TABLE move (key text primary key, date text not null, hour integer not null, reason text, advance integer not null, overtaken integer not null, minutes integer not null, undone integer not null) strict, without rowid;
CREATE TABLE alert (key text primary key, date text not null, at integer not null, reading text not null, level text not null, amount real not null, causes text not null, lasted integer, "right" integer) strict, without rowid;
CREATE TABLE office (id text primary key, name text not null) strict, without rowid;
CREATE TABLE to_fill (until integer not null) strict;
CREATE INDEX visit_of_date on visit (date);
CREATE INDEX accompaniment_of_date on accompaniment (date);
CREATE INDEX presence_of_date on presence (date);
CREATE INDEX workshop_of_date on workshop (date);
CREATE INDEX move_of_date on move (date);
CREATE INDEX alert_of_date on alert (date);
CREATE TABLE readiness (id integer primary key check (id = 1), at integer not null) strict;
CREATE TABLE day_salt (day text primary key, salt blob not null) strict, without rowid;
CREATE TABLE forgetting (day text not null) strict;
CREATE TABLE sealed_day (first integer primary key, last integer not null, day text not null, events integer not null, before blob not null, after blob not null, broken integer not null, sealed_at integer not null, seal blob not null) strict;
CREATE TRIGGER event_is_added before insert on event when exists (select 1 from event where seq >= new.seq) begin select raise(abort, 'events are only added'); end;
CREATE TRIGGER event_is_not_changed before update on event begin select raise(abort, 'events are only added'); end;
CREATE TRIGGER event_is_kept before delete on event when not exists (select 1 from forgetting where forgetting.day = old.day) begin select raise(abort, 'only retention deletes events'); end;
CREATE TRIGGER sealed_day_is_added before insert on sealed_day when new.first <= (select coalesce(max(first), 0) from sealed_day) begin select raise(abort, 'sealed days are only added'); end;
CREATE TRIGGER sealed_day_is_not_changed before update on sealed_day begin select raise(abort, 'a sealed day stays'); end;
CREATE TRIGGER sealed_day_is_kept before delete on sealed_day begin select raise(abort, 'a sealed day stays'); end;
