First version: patrons register online as simple or official ones and log in with user ID, password and a one-time code; editors check applications with pictures of identity documents; staff log in with a code as well. Everything is in Japanese and English, as pages and, for the login, over REST. `docs/` tells what each part does.
A page that was open too long says "This page has expired. Please try again.", and each refusal stands beside its field.
Control panels ask for a fresh code before they are filled in, and keep what was typed when the code has grown old.
Registration and the application for official registration go step by step, each on a page of its own with Back and "Step 2 of 5"; nothing typed is lost by Back, Reload, another language or device, or an expired session; thumbnails of the pictures and a "Change" link per section stand on the last page.
"Continue on your telephone": a QR code hands the pictures of the document over to a telephone, for ten minutes and one use.
Upgrade steps bring a site of an earlier version up to date; what it has set stays.
A patron takes less than 1 KB in the packed database, and searches read no more of the directory than they show.
The mailed link, opened again, goes on with the first step that is open; an editor's note waits after an expired session.
