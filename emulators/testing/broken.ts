// A service with a bug that shows when it is loaded, for the tests of the host.
throw new Error('broken while loading');
