-- What the window shows of everything: the geometry of the timeline, problems that were seen or solved.

-- The timeline

-- Problems

-- Settings
