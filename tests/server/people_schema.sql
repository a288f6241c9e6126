CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE TABLE device (id integer primary key, name text not null, roles text not null, place text not null, secret_hash text not null unique, made_at integer not null, revoked_at integer, seen_on text not null default '', cookie_on text not null default '') strict;
CREATE TABLE code (hash text primary key, role text not null, place text not null, expires_at integer not null, wrong integer not null default 0) strict;
CREATE TABLE staff (id integer primary key, name text not null, key text not null, roles text not null, pin_hash text not null, left_at integer) strict;
CREATE TABLE session (id integer primary key autoincrement, secret_hash text not null unique, staff integer not null references staff (id), device integer not null references device (id), began_at integer not null, used_at integer not null, language text not null default 'fr') strict;
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE failure (id integer primary key autoincrement, subject text not null, about text not null, at integer not null, forgiven integer not null default 0) strict;
CREATE TABLE act (id integer primary key autoincrement, at integer not null, role text not null, name text not null, what text not null, about text not null, why text not null, minutes integer not null, salt blob not null default x'', hash blob not null default x'') strict;
CREATE INDEX act_at on act (at);
CREATE TRIGGER act_is_kept before delete on act when old.at > (cast(strftime('%s', 'now') as integer) - 182 * 86400) * 1000 begin select raise(abort, 'acts are kept six months'); end;
CREATE UNIQUE INDEX staff_key on staff (key) where left_at is null;
CREATE TABLE forgotten_act (id integer primary key, hash blob not null) strict;
CREATE TRIGGER act_is_not_changed before update on act begin select raise(abort, 'acts are only added'); end;
CREATE TRIGGER act_is_added before insert on act when new.id <= (select coalesce(max(id), 0) from act) begin select raise(abort, 'acts are only added'); end;
CREATE TABLE followed (id integer primary key check (id = 1), seq integer not null) strict;
