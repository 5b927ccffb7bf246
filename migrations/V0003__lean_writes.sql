-- Every write paid for two indexes that hardly anything reads: the rows of a subject on the timeline are found by its
-- events, and the changes of one person by walking back through all of them.
DROP INDEX timeline_by_subject;
DROP INDEX changes_by_actor;
