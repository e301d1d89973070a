# The interface's words in English, the original for every other language.
# One message a line; { $name } is filled in by the program. See corpus/README.md.

## The help line, from the longest to the shortest

help-line-full = In danger now? Call { $emergency } · Hotline { $phone } · text { $text } · free, 24 hours, 200+ languages
help-line-long = In danger now? Call { $emergency } · Hotline { $phone } · text { $text }
help-line-middle = Call { $emergency } · Hotline { $phone } · text { $text }
help-line-short = Call { $emergency } · { $phone } · text { $text }
help-line-tiny = { $emergency } · { $phone }

## Panes and lists

pane-guide = Guide
pane-agencies = Agencies
pane-visas = Visas
pane-services = Services
pane-sources = Sources
mode-desk = { $language } (F2)

group-guide-now = Get help now
group-guide-happening = What is happening?
group-guide-rights = My rights
group-guide-justice = Police, court, lawyer
group-guide-after = What comes after
group-guide-why = Why it happens
group-guide-helpers = For people who help
group-agency-police = Police and investigators
group-agency-immigration = Immigration offices
group-agency-courts = Prosecutors and courts
group-agency-help = Help and benefits
group-agency-work = Workers’ rights
group-agency-world = International
group-visa-t = T visa
group-visa-u = U visa
group-visa-other = Other protections
group-visa-waiting = While you wait
group-visa-court = If you have a court date
group-visa-compare = Compare
group-service-call = Call now
group-service-stay = A place to stay
group-service-lawyer = A lawyer
group-service-health = Health
group-service-basics = Money, food, work
group-service-family = Family
group-service-language = Language
group-service-organizations = For organizations
group-source-guide = What the guide rests on
group-source-pages = Official pages, by publisher
group-term-words = Words

folder-hint = Enter shows or folds these pages.
publisher-pages = { $publisher } ({ $count })
police = Police
police-not = Not police
police-sometimes = Police in part
acts-on-immigration = acts on immigration
acts-on-immigration-not = does not act on immigration
acts-on-immigration-sometimes = may act on immigration

kind-guide = Guide
kind-agency = Agency
kind-visa = Visa
kind-service = Service
kind-source = Source
kind-term = Word

## Search

search-label = Search:
search-hint = type any word
search-none = Nothing found for these words.
search-none-help = Try one short word, such as passport, visa or lawyer. Or call { $phone }: people there speak many languages.
search-nearest = These titles are near:
search-relaxed = No page has all these words. These have some of them.
search-too-long = Only the first { $words } words count.
search-corrected = Showing results for { $text }
search-kinds = In: { $kinds }
narrow-all = everything
narrow-documents = Documents
search-documents = In documents
search-left-out = There was no time for every document. There may be more.

## Documents in full

in-full = Read in full
in-full-about = { $pages ->
    [0] Taken in on { $date }.
    [one] { $pages } page, taken in on { $date }.
   *[other] { $pages } pages, taken in on { $date }.
}
in-full-none = No text could be read from it. It may hold pictures of pages.
in-full-note = can be read in full
in-full-pictures = { $count ->
    [one] One page is a picture without text. What stands there cannot be found.
   *[other] { $count } pages are pictures without text. What stands there cannot be found.
}
in-full-start = From the start
in-full-unsure = Its letters may stand in a wrong order. Ask somebody who reads the language to compare it with the document itself.
document-page = page { $page }
documents-alone = Taken in here

## A page

checked-on = checked { $date }
checked-sure = Checked on { $date } against the sources above. We are sure of it.
checked-fairly-sure = Checked on { $date } against the sources above. We are fairly sure. Ask before you rely on it.
checked-sure-alone = Checked on { $date }. We are sure of it.
checked-fairly-sure-alone = Checked on { $date }. We are fairly sure. Ask before you rely on it.
as-of = as of { $date }
in-english = This page is not in { $language } yet. Here it is in English.
text-in = Text in { $language }
see-also = See also
sources-heading = Sources

fact-911-phone = Danger now
fact-988-phone = Thoughts of suicide
fact-national-human-trafficking-hotline-phone = Trafficking hotline
fact-national-human-trafficking-hotline-text = Hotline by text
fact-domestic-violence-hotline-phone = Hurt by a partner
fact-address = Address
fact-also-form = Also form
fact-asks-papers = Asks about papers
fact-cap = Each year
fact-chat = Chat
fact-cost = Cost
fact-deadline = Deadline
fact-email = E-mail
fact-family = Family
fact-fee = Fee
fact-find-online = Find it at
fact-for-ages = Ages
fact-form = Form
fact-green-card = Green card
fact-hours = Hours
fact-immigration = Acts on immigration
fact-interpreters = Interpreters
fact-languages = Languages
fact-law = Law
fact-phone = Call
fact-phone-abroad = From abroad
fact-phone-deaf = Deaf callers
fact-phone-local = Local
fact-phone-spanish = In Spanish
fact-police = Police
fact-relay = Relay
fact-report-online = Report at
fact-since = Since
fact-stay = Stay
fact-text = Text
fact-text-spanish = Text, Spanish
fact-tty = TTY
fact-website = Website
fact-work = Work

label-title = Title
label-authors = Author
label-editors = Editor
label-container = In
label-publisher = Publisher
label-published = Published
label-extent = Length
label-languages = Languages
label-url = Address
label-licence = Licence
label-access = How we read it
access-opened = on the publisher’s own page
access-copy = in a full copy of the page
access-account = in another publisher’s account of it
access-not-opened = not opened; it is well-known law or a public address

answer-yes = yes
answer-no = no
answer-sometimes = sometimes
answer-free = free
answer-none = none
answer-required = required
answer-optional = optional
answer-ask = ask

sms-word = { $word } to { $to }
years = { $number ->
    [one] { $number } year
   *[other] { $number } years
}
months = { $number ->
    [one] { $number } month
   *[other] { $number } months
}
minutes = { $number ->
    [one] { $number } minute
   *[other] { $number } minutes
}
seconds = { $number ->
    [one] { $number } second
   *[other] { $number } seconds
}
minutes-seconds = { $minutes } and { $seconds }
days = { $number ->
    [one] { $number } day
   *[other] { $number } days
}
number-group = ,
date-year = { $year }
date-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
date-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }
hours-always = 24 hours, every day
hours-local = { $days } { $times }, local time
hours-zone = { $days } { $times }, { $zone }
day-mo = Mon
day-tu = Tue
day-we = Wed
day-th = Thu
day-fr = Fri
day-sa = Sat
day-su = Sun
zone-ET = Eastern time
zone-CT = Central time
zone-MT = Mountain time
zone-PT = Pacific time

language-ar = Arabic
language-en = English
language-es = Spanish
language-fa-AF = Dari
language-fr = French
language-ht = Haitian Creole
language-ps = Pashto
language-pt = Portuguese
language-ru = Russian
language-uk = Ukrainian
language-vi = Vietnamese
language-zh = Chinese
language-zh-Hans = Chinese

## Menus

help-title = Help
help-intro = Use the arrow keys and Enter. Type any word to search.
help-browse = In a list
help-read = On a page
help-anywhere = Anywhere
headings-title = On this page
headings-title-document = In this document
headings-none = This page has no headings.
language-title = Language
language-english-only = Pages that are not in your language yet are shown in English.
find-prompt = Find on this page:
find-prompt-document = Find in this document:
find-prompt-short = Find:
find-none = not on this page
find-none-document = not in this document
find-none-short = none
find-place = { $place } of { $count }
# A document is read in passages; one can have the word more than once.
find-passage = passage { $place } of { $count }
about-title = waypost

## The safety note of a shared computer; help says the same. Promise nothing that the program does not keep.
## The cover is `measures` or `calendar`. Two spaces set the word apart that people type.

note-title = Before you start
note-kept = This computer does not save what you read or type here. It is not on the internet.
note-hide = If someone comes near, press F9.
note-hide-how =
    The screen changes to { $cover ->
        [calendar] a calendar
       *[measures] a kitchen page
    } at once.
    Ctrl and X together does the same. So does pressing Esc three times.
note-return = Your page will not come back. To start again, type  { $word }  and press Enter.
note-idle = If you press nothing for { $time }, you get a warning, then everything is cleared.
note-idle-never = Nothing is cleared by itself. Press F9 before you walk away.
note-limits = This cannot protect you from someone who can see the screen, from a camera, or from something hidden in the computer that records keys.
note-danger = Danger right now? Call { $emergency }.
note-try = Try it: press F9 now.
note-try-short = Try F9 now.
note-go-on = Enter  Go on

## What help says on a computer of one's own, beside the lines above that hold there, too

safety-title = What F9 does, and what it cannot do
safety-kept = waypost saves nothing of what you read or type, and does not use the internet. The system may still write memory to the disk, for example when the computer sleeps.
safety-no-lock = F9 does not lock this computer. Anyone who sits down at it can open everything else.
safety-idle = If you press nothing for { $time }, you get a warning. { $warn } later the page is cleared.
safety-sandbox = This computer is not locked down: { $what }.

## Keys: the word in the key line, then what help says

key-choose = choose
    .help = Move up and down the list
key-scroll = scroll
    .help = Move up and down the page
key-page = page
    .help = Move by a screen
key-ends = start, end
    .help = Go to the start or the end
key-read = read
    .help = Read what is chosen
key-open = open
    .help = Open the link or source that is marked
key-panes = panes
    .help = Go to the next or previous pane
key-sideways = sideways
    .help = Move a wide table
key-links = links
    .help = Go to the next or previous link
key-cite = source
    .help = Type a number and Enter to open that source
key-back = back
    .help = Go back to where you were
key-clear = clear
    .help = Clear the search
key-type = search
    .help = Type any word to search
key-search = search
    .help = Start a search
key-erase = erase
    .help = Erase the last letter
key-move-in-text = move
    .help = Move in the words you typed
key-narrow = narrow
    .help = Show only one kind: visas, services and so on
key-close = close
key-fold = open, close
    .help = Show or fold the pages of a publisher
key-go-on = go on
    .help = Go on to the list
key-esc-again = again hides
key-esc-hides = hides
key-find = find
    .help = Find a word on this page
key-again = next
    .help = Go to the next place found
key-find-move = next
    .help = Go to the next or previous place found
key-headings = headings
    .help = Show the headings of this page
key-language = language
    .help = Choose a language
key-help = help
    .help = Show this help
key-hide = hide
    .help = Cover the screen at once. The page does not come back
key-finish = finished
    .help = I am finished: clear everything
key-quit = quit
    .help = Close this program
