alter table visits add column rules text;
alter table visits add column hint text;
