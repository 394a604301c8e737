"""What the desk of The Larkhaven Post is working on: stories that no reader has seen yet."""

from articles.story import Credit, Paragraph, Party, Photo, Role, Story, Subhead

# A first draft, as it stands when a reporter goes to a meeting.
BUSES = Story(
    headline="Bus drivers and city meet once more before Monday",
    section="City",
    credits=(Credit(Party("Nora Castellane")),),
    blocks=(
        Paragraph(
            "Larkhaven's bus drivers and the city return to the table on Sunday afternoon, "
            "eighteen hours before the first buses would stay in the Signal Hill depot."
        ),
        Paragraph("TK: what the mediator said. Renwick calls back after six."),
    ),
    tags=("buses", "strike"),
)

# Sent to review with what a desk is there to find: a note to the desk, a photo without a credit.
HORNS = Story(
    headline="Port weighs a night-time ban on ships' horns",
    deck="Pilots say the rule would hold only as long as there is no fog",
    summary=(
        "The Harbour Authority will ask residents of Northquay and Coopers Row whether ships "
        "should keep silent between 11 p.m. and 5 a.m."
    ),
    section="City",
    credits=(Credit(Party("Idris Pellow")),),
    lead_photo=Photo(
        caption="The bulk carrier Hanna Reyes passes the Northquay apartments on Tuesday night.",
        alt_text="A dark ship with one lit bridge passes a row of apartment blocks at night.",
    ),
    blocks=(
        Paragraph(
            "The Harbour Authority will ask residents of Northquay and Coopers Row whether ships "
            "should keep silent between 11 p.m. and 5 a.m., when the wind carries one long blast "
            "as far as the hospital."
        ),
        Paragraph(
            "A ship that leaves a berth sounds its horn once, as the rules of the sea demand. "
            "In TK nights this year, a meter on the roof of the Capstan Street school measured "
            "more than 90 decibels."
        ),
        Subhead("“Fog does not read by-laws”"),
        Paragraph(
            "Pilots have asked for an exception whenever visibility falls below half a mile. "
            "“Fog does not read by-laws,” said Dorrit Haake, who has brought ships in for "
            "26 years."
        ),
        Paragraph("Answers are due by Dec. 18. The board votes in January."),
    ),
    tags=("harbour", "noise"),
)

# Came back to the reporter with a question.
PHONE_BOX = Story(
    headline="Ostrand decides whether to keep its last phone box",
    section="Province",
    credits=(Credit(Party("Idris Pellow")),),
    blocks=(
        Paragraph(
            "The last phone box of Ostrand, which made eleven calls in the past year, may stay "
            "where it is: four of them were to the emergency number."
        ),
        Paragraph("The board of the village decides in December."),
    ),
    tags=("ostrand",),
)

QUESTION = "Which board, and when in December? Ask the clerk."

# Scheduled.
SEALS = Story(
    headline="Seal pups are back on Gull Skerry, two weeks early",
    deck="Volunteers count 41 in the first week of the season",
    summary=(
        "Volunteers have counted 41 seal pups on Gull Skerry, two weeks before the first was "
        "born last year."
    ),
    section="Science",
    credits=(Credit(Party("Mina Torvald")), Credit(Party("Wenna Pascoe"), Role.EDITOR)),
    blocks=(
        Paragraph(
            "Volunteers have counted 41 seal pups on Gull Skerry, two weeks before the first was "
            "born last year. The skerry is closed to boats until the end of February."
        ),
        Paragraph(
            "“They were there when the fog lifted, white on black rock, all shouting at once,” "
            "said Una Fairlie, who has counted for nine winters from a tent on Orran Point."
        ),
        Paragraph(
            "Nobody knows why they came early. The water of the Sound was 1.2 degrees warmer in "
            "October than in the ten years before, and there is more kelp for the young fish "
            "that the mothers eat."
        ),
        Paragraph("Boats keep 300 metres off; drones are not allowed at all."),
    ),
    tags=("seals", "orran sound"),
)

# Read by an editor, and good to go.
DOCKERS = Story(
    headline="Dockers' choir sings in the dry dock on New Year's Eve",
    deck="The old gate holds back the tide and gives the basses eleven seconds of echo",
    summary=(
        "The choir of the Larkhaven dockers gives its New Year's Eve concert on the floor of "
        "Dry Dock 2, with places for 900 people."
    ),
    section="Culture",
    credits=(Credit(Party("Mina Torvald")),),
    blocks=(
        Paragraph(
            "The choir of the Larkhaven dockers gives its New Year's Eve concert on the floor of "
            "Dry Dock 2, with places for 900 people and, its conductor says, none for a microphone."
        ),
        Paragraph(
            "“Eleven seconds,” said Bram Oyelaran, who clapped once on Friday and waited. “You "
            "sing a chord and then you listen to what you have done.”"
        ),
        Paragraph("Tickets are free, at the dock gate only, from Dec. 12."),
    ),
    tags=("music", "harbour"),
)

# What the live story of the boil-water advice gains at its hour.
BOIL_WATER = "boil-water-advice-lifted-coopers-row.txt"
LAST_BOTTLES = Paragraph(
    "The last bottles went to 212 households, the department said. The tents at the Ropewalk Park "
    "gates come down tonight."
)

# From a reader, of the story that leads the front.
REPORT = (
    "You write that the terminal loads 84 cars in nine minutes. The plan that hangs at the pier "
    "says 78. Which is it?"
)
