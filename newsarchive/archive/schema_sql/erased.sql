create table erased (
    id integer primary key,
    kind text not null,
    keyed_hash text not null unique,
    erased_at text not null,
    reason text not null,
    articles integer not null,
    comments integer not null,
    captures integer not null
);
