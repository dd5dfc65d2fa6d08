create table uncompared (
    article_id integer primary key references articles(id)
);
create trigger articles_uncompared_ai after insert on articles when new.text_sha256 is not null begin insert or ignore into uncompared values (new.id); end;
create trigger articles_uncompared_au after update of text_sha256 on articles when new.text_sha256 is not old.text_sha256 begin insert or ignore into uncompared values (new.id); end;
insert into uncompared select a.id from articles a left join signatures s on s.article_id = a.id where a.text_sha256 is not s.text_sha256;
