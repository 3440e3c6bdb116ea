Patrons change telephone number, language and title by themselves, by page (`change-phone`, `change-language`) and over REST (`@my-information`); every change is mailed and audited, and a form that another window has overtaken is refused without losing what was typed.
A new password is judged by one rule at every door, must be another one, and can be changed over REST (`@my-password`).
Services of the library protect content: who may use or request one is in a group of Plone that is computed at each request (`service-NAME`, `request-NAME`), so that the Sharing tab, workflows, collections, REST, files and the search can open content to them; a change of type, residence, consent or validity holds at the next request.
Services of the library (`library-services`, `@library-services`, `@my-services`): what is open to a patron, what can only be requested, and what official registration, residence, consent or a card would add; integrators set titles, links and conditions in the control panel.
Consent to the terms of a service by version (`service-terms`, `my-consents`, `@my-consents`): only the latest version opens the service; newer terms are asked for after the login, and `@login` tells of them; consent can be withdrawn.
Staff write notices to one patron or to patrons of a class and residence (`library-notices`, `@notices`), in both languages, from and until a day, with or without an email; patrons read them under `notices` and `@my-notices`, and emails to many leave by the command `ndl-registration send-notices`.
My Account in sections, in the order of the library: what is known with a "Change" beside it, notices, the application with its state, the day by which it is decided and its reasons, services, logins; a package adds, orders and hides sections. An application can be withdrawn, by page and over REST (`@my-account`, `@my-application`).
Sessions and remembered browsers stand one by one, with browser and time, under `my-logins` and in My Account; each and all can be signed out, by page and over REST (`@my-sessions`, `@my-browsers`).
A decline says what is to be corrected: each reason stands for parts of the application, and the editor may mark others; the notice, My Account and REST name them, and one click leads to the application.
Patrons change their email address by themselves, by page (`change-email`) and over REST (`@my-email`): password and fresh code are asked, a link is mailed to the new address and works once for 24 hours, both addresses are told, and other sessions, remembered browsers and logins under way end.
After a decline the notice leads to the steps that have to be corrected, with what was wrong marked; what was right is taken over.
Simple registered users change name and address at once by page (`change-information`) as well as over REST (`@my-information`); a move abroad or into Japan changes form, roles and entitlements at the next request.
Patrons deregister on a page of My Account or by `@my-deregistration`, which say before what ends and what stays; they are told by mail and can register anew at once.
Official registered users apply for another name or address with a document (`apply-change`, `@my-change`), in the same steps and at the same desk: the present data hold until an editor has verified the application, then they are changed and the user is told; a decline leaves them.
A session ends when the registration expires, also one that is kept for 60 days.
Registrations expire three years after the last use: `ndl-registration expire` (cron, systemd timer) mails patrons 90 and 14 days before, and erases expired ones by the schedule of the settings, with a progress bar, `--dry-run`, and nothing done twice after a kill.
Patrons download everything that is held of them as a ZIP file with JSON, a readable page in their language and the pictures that still exist (`my-data`, `@my-data`), with a fresh code; it is streamed and audited.

My Account has a security history in words: logins, wrong passwords and codes, changes, and looks of the staff at the application, without their names. It is a page (`my-history`), a service (`@my-history`) and part of "My data", bounded for each patron, and erased with the registration.

After a decline one click on the notice leads to the corrected application: what was right is filled in, the images that were right are carried over, and the fields and images that were wrong are marked; also for applications to change name or address. Programs apply with `POST @my-official`.

A mail confirms to patrons that they have withdrawn an application; without an address a notice does.
What is left of applications after the end of a registration is erased by a command, `ndl-registration erase-remains`, as many days later as `remains_days` says (1095), with `--dry-run`, a progress bar, and nothing lost by a kill.

How-to guides tell what patrons do themselves, and how content is shown to who may use a service.

The library sets which fields and images a reason to decline marks, in the control panel and over REST (`@registration-tables`). The security history and "My data" tell the version of terms that were agreed to.

The guide to protected content shows a workflow whose state opens content to who may use a service; buttons of `my-consents` name the service in the language of the page.

Commands that go over all patrons hold one batch of them in memory. `@my-email` and the page of other ways to get a code tell the way without the old mailbox.
