comment on column data_mart.refresh.trigger is 'What asked for it: completion, timer, command or rule (a changed one)';
