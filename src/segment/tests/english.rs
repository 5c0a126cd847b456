#[test]
fn english_stops() {
    check(
        Lang::En,
        &[
            "The ferry left at dawn. |Nobody waved.",
            "Is the harbour open? |It is!",
            "It rained. |It rained again.\n|The river rose.",
            "One sentence without a stop",
            "Rain.",
            "Wait! |Stop! |Go!",
            "Really?! |She laughed.",
            "The bridge, which is old, still stands; nobody knows why.",
            "He read the notice: no boats today.",
            "What a day—what a day! |We slept.",
            "First line of a paragraph that was\nwrapped. |Second sentence was\nwrapped too.",
            "A tab follows.\t|Then more.",
            "No space follows here.Nothing is cut",
            "The end.   ",
            "Two  spaces.  |Then one.",
        ],
    );
}

#[test]
fn english_abbreviations() {
    check(
        Lang::En,
        &[
            "Mr. Li said the boats were safe. |Mrs. Chen agreed.",
            "Dr. Okafor and Prof. Lindqvist wrote it.",
            "The company uses A.I. to read tide tables. |It works.",
            "China’s A.I. industry grew by 3.5 percent. |Prices fell.",
            "She moved to the U.S. in 1998. |He stayed.",
            "He left the U.S. |The family followed.",
            "The U.S. Navy sent two ships.",
            "The train leaves at 9 p.m. and arrives at 6 a.m. |The fare is low.",
            "It opened at 8 p.m. |Nobody came.",
            "The app is made by Z.ai and is free. |Download it.",
            "J. K. Lin wrote the guide. |A. B. Moore drew the maps.",
            "Take Plan B. |The first plan failed.",
            "Bring rope, lamps, etc. |The cave is dark.",
            "Fish, e.g. carp, i.e. the common kind, are sold here.",
            "See Fig. 4 and No. 12 for details. |They are new.",
            "The case was Port v. City, decided in 2001.",
            "Harbour Lights Inc. |The sign was gone by noon.",
            "Harbour Lights Inc. reported a loss. |Shares fell.",
            "Lin & Co. Ltd. makes nets. |It is old.",
            "He met Lt. Gen. Park on Jan. 5 in Seoul.",
            "The Rev. Stone spoke. |We listened.",
            "St. Anne’s bell rang. |It was noon.",
            "They parked on Main St. |The house was dark.",
            "The shop opens on Tues. and Thurs. in winter. |It is small.",
            "She drove from Fresno, Calif. to Reno.",
            "Nobody bought the pad. |iPads sold out by noon.",
            "See vol. 3 and pp. 12 to 14. |They are short.",
            "It rose by 1.5. |Nobody knew why.",
            "She has a Ph.D. in physics. |Her sister has an M.D. and a boat.",
            "They live in Washington, D.C. |The house is small.",
            "He was born in the 5th c. and died young.",
            "Call the dept. before noon.",
            "It was 5 p.m. when we left.",
            "The gate opens at 7 p.m. Monday. |Tickets are free.",
            "He came at 6 a.m. |Nobody else did.",
            "It was he and I. |Nobody else came.",
            "The architect I. M. Pei drew it. |It stands.",
            "Every ship was lost in World War I. |China sent divers.",
            "They sailed for the U.S. |Everyone was tired.",
            "Martin Luther King Jr. spoke here. |Thousands came.",
        ],
    );
}

#[test]
fn english_figures_and_addresses() {
    check(
        Lang::En,
        &[
            "The tide rose 2.5 meters. |Then it fell.",
            "Version 3.1.4 is out. |Try it.",
            "It costs $1,250.75. |Nobody pays.",
            "See example.org/tides.html for the table. |It is free.",
            "Write to port@example.org. |We answer.",
            "The file is called notes.v2.txt and is small.",
            "1. Untie the rope.",
            "12. Push the boat away. |Jump in.",
            "In 2019. |Not before.",
            "The score was 3. |We lost.",
            "Chapter 1. |The Storm",
            "About 40% stayed. |60% left.",
            "It was founded in 1902. |1903 was worse.",
        ],
    );
}

#[test]
fn english_quotations() {
    check(
        Lang::En,
        &[
            "“Is it over?” he asked. |Nobody knew.",
            "“Is it over?” asked the pilot.",
            "“Is it over?” Anna Lin asked. |Nobody knew.",
            "“Stop!” the old man cried, and ran.",
            "“We are closed,” she said. |“Come back tomorrow.”",
            "“It rained. |It rained for days,” he said.",
            "“It is over.” |She shut the door.",
            "She shut the door. |“It is over.”",
            "“Go home. |Sleep.” |He turned away.",
            "“I know,” he said, “but I forget.” |She laughed.",
            "\"Is it over?\" he asked. |\"Yes.\"",
            "\"It is over.\" |She left.",
            "‘Is it over?’ she asked. |‘No.’",
            "He called it “a miracle.” |Others did not.",
            "He called it a “miracle”. |Others did not.",
            "“Why? |Because.” |He shrugged.",
            "She read the sign (it said “Closed.”) and left.",
            "“You!” shouted Marta. |Nobody moved.",
            "“Who won?” |The boy pointed.",
            "“Are you the captain?” |“I am.” |“Then sail.”",
            "The sign read “NO FISHING!” in red paint. |We fished.",
            "“But I—” |“You what?” |He stopped.",
            "“But I —” she said, and stopped. |He waited.",
            "'But I –' |'Not now!' |He left.",
            "The harbour — “our harbour” — froze.",
            "“Ready?” Captain Moore asked. |They were.",
        ],
    );
}

#[test]
fn english_pauses_and_brackets() {
    check(
        Lang::En,
        &[
            "He waited… and waited. |Nobody came.",
            "He waited... |Then he left.",
            "“But... I thought...” she began.",
            "Well . . . maybe. |Or not.",
            "(The shop was closed.) |We went on.",
            "The shop (it was closed) stood empty. |We went on.",
            "The boats were late.[3] |Nobody minded.",
            "The boats were late.① |Nobody minded.",
            "She knew the answer (or did she?) and smiled.",
            "He wrote a book called Who Goes There? and sold ten copies.",
            "The magazine Yahoo! reported it. |Few read it.",
            "“I...” |He fell silent.",
            "So it goes … |The sea does not care.",
        ],
    );
}
