"""Cases with one mistake each: a replacement in the small case, and what must be said about it."""

from dataclasses import dataclass

__all__ = ["FIELDS", "NUMBERS", "REFERENCES", "SYNTAX", "Broken"]


@dataclass(frozen=True)
class Broken:
    """A replacement in the small case, what must be said about it, and at which text (else the new one)."""

    name: str
    old: str
    new: str
    phrase: str
    at: str = ""


FIELDS = [
    Broken(
        "unknown_field",
        "red_line:",
        "redline:",
        "'redline' is not a field of a mandate. Did you mean 'red_line'?",
    ),
    Broken("unknown_field_of_the_case", "sessions: 5", "sesions: 5", "Did you mean 'sessions'?"),
    Broken("merge_key", "sessions: 5", "<<: {sessions: 5}", "'<<' is not a field of the case"),
    Broken(
        "missing_field", "    dimension: venue\n", "", "'dimension' is missing from an issue", "- key: Q2"
    ),
    Broken("missing_position", "{position: 0.2}", "{salience: 0.2}", "'position' is missing from a mandate"),
    Broken("missing_document", "document:", "documents:", "Did you mean 'document'?"),
    Broken("wrong_schema", "schema: 1", "schema: 2", "schema is 2. Valid: 1."),
    Broken("word_of_a_list", "kind: civil_society", "kind: civil-society", "Did you mean 'civil_society'?"),
    Broken(
        "word_that_is_a_number", "nature: illustrative", "nature: 1", "nature is 1. Valid: real, illustrative"
    ),
    Broken(
        "text_for_a_number",
        "position: 0.9}\n      -",
        "position: high}\n      -",
        "position is 'high'. Valid: a number from 0 to 1",
    ),
    Broken("number_above_its_range", "position: 1.0", "position: 1.5", "position is 1.5, above 1"),
    Broken("number_below_its_range", "position: 1.0", "position: -0.5", "position is -0.5, below 0"),
    Broken(
        "truth_value_for_a_number", "position: 1.0", "position: true", "position is true. Valid: a number"
    ),
    Broken("decimal_comma", "status_quo: 0.2", "status_quo: 0,2", "Write a point, not a comma: 0.2"),
    Broken(
        "status_quo_that_is_neither",
        "status_quo: 0.2",
        "status_quo: [0.2]",
        "status_quo is a list. Valid: a letter",
    ),
    Broken(
        "fraction_for_a_count",
        "sessions: 5",
        "sessions: 5.5",
        "sessions is 5.5. Valid: a whole number from 1 to 500",
    ),
    Broken("count_that_is_too_large", "sessions: 5", "sessions: 501", "sessions is 501, above 500"),
    Broken("number_for_a_text", "name: First", "name: 12", "name is 12. Valid: text of 1 to 200 characters"),
    Broken(
        "yes_for_a_truth_value",
        "kind: government\n    blocs",
        "rights: {speak: yes}\n    kind: government\n    blocs",
        "speak is 'yes'. Valid: true or false",
        "speak: yes",
    ),
    Broken("empty_text", "name: First", "name: ''", "name has 0 characters"),
    Broken("empty_value", "name: First", "name:", "name is empty"),
    Broken(
        "name_of_two_lines",
        "name: First",
        'name: "First\\nof all"',
        "name is 'First\\nof all'. Valid: text of 1 to 200 characters on one line. Write it on one line.",
    ),
    Broken(
        "label_of_two_lines",
        "label: b\n",
        'label: "b\\u2028c"\n',
        "Valid: text of 1 to 12 characters on one line. Write it on one line.",
    ),
    Broken(
        "short_name_of_two_lines",
        "name: Second",
        'name: Second\n    short: "S\\tT"',
        "Valid: text of 1 to 16 characters on one line. Write it on one line.",
        "short:",
    ),
    Broken("text_that_is_too_long", "title: A draft", f"title: {'x' * 300}", "title has 300 characters"),
    Broken("text_for_a_list", "blocs: [EU]", "blocs: EU", "blocs is 'EU', not a list"),
    Broken(
        "list_for_a_mapping",
        "forum: {preset: itu_wtpf, decision: {rule: consensus}}",
        "forum: [itu_wtpf]",
        "forum is a list",
    ),
    Broken(
        "no_forum",
        "forum: {preset: itu_wtpf, decision: {rule: consensus}}",
        "forum: {}",
        "'preset' is missing from the forum",
    ),
    Broken("empty_list", "clauses:", "clauses: []\n      notes:", "clauses has 0 entries", "clauses: []"),
    Broken("key_with_a_space", "key: Q1", "key: Q 1", "key is 'Q 1'. Valid: a letter, then"),
    Broken("key_with_an_accent", "{Q1: 0.5}", "{Qé: 0.5}", "'Qé' cannot be a key"),
    Broken("huge_number", "sessions: 5", f"sessions: {'9' * 500}", "number is too large"),
    Broken("long_integer", "sessions: 5", f"sessions: {'9' * 30}", "sessions is 1e+30"),
]
NUMBERS = [
    Broken(
        "plain_number_out_of_range",
        "{position: 0.2}",
        "{position: 1.4}",
        "position is 1.4, above 1. Valid: a number from 0 to 1, or {mean, sd}",
    ),
    Broken(
        "unknown_part",
        "sd: 0.1",
        "sdd: 0.1",
        "position has 'sdd', which is not part of a distribution. Did you mean 'sd'?",
    ),
    Broken(
        "incomplete_distribution",
        "mean: 0.8, sd: 0.1",
        "mean: 0.8",
        "position has mean, which is no distribution",
    ),
    Broken(
        "mixed_distribution",
        "mean: 0.8, sd: 0.1",
        "mean: 0.8, low: 0.1",
        "position has mean, low, which is no",
    ),
    Broken("negative_spread", "sd: 0.1", "sd: -0.1", "position has sd -0.1, below 0"),
    Broken("text_in_a_distribution", "sd: 0.1", "sd: small", "position has sd 'small', not a number"),
    Broken("mean_out_of_range", "mean: 0.8", "mean: 1.8", "mean of position is 1.8, above 1"),
    Broken(
        "ends_out_of_order",
        "low: 0.2, mode: 0.3",
        "low: 0.4, mode: 0.3",
        "salience has its ends out of order",
    ),
    Broken("end_out_of_range", "high: 0.9", "high: 1.9", "high of salience is 1.9, above 1"),
    Broken("ideal_of_the_chair", "{Q1: 0.5}", "{Q1: 7}", "The ideal of the Chair on Q1 is 7, above 1"),
    Broken(
        "value_of_failure_above_the_axis",
        "name: Second",
        "name: Second\n    reservation: 7",
        "reservation is 7, above 1. Valid: a number from -1 to 1, or {mean, sd}",
        "reservation:",
    ),
    Broken(
        "value_of_failure_below_the_axis",
        "name: Second",
        "name: Second\n    reservation: {low: -2, high: 0}",
        "low of reservation is -2, below -1",
        "reservation:",
    ),
    Broken("red_line_out_of_order", "[0.0, 0.5]", "[0.5, 0.0]", "red line [0.5, 0] is out of order"),
    Broken("red_line_elsewhere", "[0.0, 0.5]", "[0.4, 0.5]", "does not hold the position 0.3"),
    Broken(
        "red_line_of_three",
        "[0.0, 0.5]",
        "[0.0, 0.5, 0.6]",
        "red_line has 3 entries. Valid: a number from 0 to 1",
    ),
    Broken("red_line_beyond", "[0.0, 0.5]", "[0.0, 1.5]", "red_line is 1.5, above 1"),
]
REFERENCES = [
    Broken(
        "issue_twice", "key: Q2\n", "key: Q1\n", "A second issue has the key 'Q1'", "key: Q1\n    name: venue"
    ),
    Broken(
        "option_twice",
        "key: igf",
        "key: itu",
        "A second option of Q2 has the key 'itu'",
        "key: itu, label: At the IGF",
    ),
    Broken(
        "delegation_twice",
        "key: CCC",
        "key: AAA",
        "A second delegation has the key 'AAA'",
        "key: AAA\n    name: Third",
    ),
    Broken(
        "clause_twice",
        "key: rec_b",
        "key: rec_a",
        "A second clause has the key 'rec_a'",
        "key: rec_a\n          label: b",
    ),
    Broken(
        "label_twice",
        "label: b\n",
        "label: a\n",
        "A second clause of this section has the label 'a'",
        "label: a\n          title: Venue",
    ),
    Broken(
        "bloc_twice",
        "blocs:\n",
        "blocs:\n  - {key: EU, name: Twin}\n",
        "A second bloc has the key 'EU'",
        "key: EU, name: European",
    ),
    Broken("seat_twice", "name: Second", "name: Second\n    seat: 0", "Seat 0 is taken by AAA", "seat: 0"),
    Broken(
        "draft_elsewhere", "draft: itu", "draft: ito", "No option of Q2 is called 'ito'. Did you mean 'itu'?"
    ),
    Broken(
        "sponsor_of_nowhere",
        "draft: itu",
        "draft: itu\n    sponsors: [AAA, AAB]",
        "No delegation is called 'AAB'. Did you mean 'AAA'?",
        "AAB]",
    ),
    Broken(
        "sponsor_unlike_any",
        "draft: itu",
        "draft: itu\n    sponsors: [Zembla]",
        "No delegation is called 'Zembla'. Valid: AAA, BBB, CCC",
        "Zembla]",
    ),
    Broken(
        "sponsor_of_a_deletion",
        "draft: a",
        "draft: none\n    sponsors: [AAA]",
        "The first draft of Q1 is a deletion itself, so nobody can keep it from being struck. Valid: sponsors of a "
        "draft with a wording. Remove sponsors or choose another draft.",
        "sponsors: [AAA]",
    ),
    Broken(
        "sponsor_without_a_say",
        "draft: itu",
        "draft: itu\n    sponsors: [AAA, CCC]",
        "CCC does not decide here, so it cannot keep the draft of Q2 from being struck. Valid: delegations that "
        "decide, which are AAA, BBB. Remove it or name one of these.",
        "CCC]",
    ),
    Broken(
        "status_quo_elsewhere",
        "status_quo: b",
        "status_quo: c",
        "No option of Q1 is called 'c'. Valid: a, b, none",
    ),
    Broken(
        "two_texts_at_one_place",
        "position: 0.1}\ndocument",
        "position: 0.9}\ndocument",
        "'itu' of Q2 also stands at 0.9",
    ),
    Broken(
        "nothing_but_deletions",
        "position: 0.9}\n      - {key: igf, label: At the IGF, position: 0.1}",
        "position: 0.9, kind: delete}",
        "Q2 has nothing but deletions",
        "options:\n      - {key: itu",
    ),
    Broken("clause_on_no_issue", "issue: Q2\n", "issue: Q3\n", "No issue is called 'Q3'"),
    Broken(
        "missing_wording",
        "{itu: the ITU, igf: the IGF}",
        "{itu: the ITU}",
        "Clause 'rec_b' has no wording for the option 'igf'",
    ),
    Broken(
        "empty_wording",
        "{itu: the ITU, igf: the IGF}",
        '{itu: the ITU, igf: " "}',
        "Clause 'rec_b' has no wording for the option 'igf'",
        "igf:",
    ),
    Broken(
        "wording_of_no_option", "igf: the IGF}", "igf: the IGF, igg: x}", "No option of Q2 is called 'igg'"
    ),
    Broken("depends_on_nothing", "[rec_a]", "[rec_c]", "No clause is called 'rec_c'"),
    Broken("depends_on_itself", "[rec_a]", "[rec_b]", "Clause 'rec_b' depends on itself"),
    Broken(
        "circle",
        "each in its role}\n",
        "each in its role}\n          depends_on: [rec_b]\n",
        "rec_a -> rec_b -> rec_a depend on each other in a circle",
        "depends_on: [rec_b]",
    ),
    Broken(
        "delegation_in_no_bloc", "blocs: [EU]", "blocs: [EUU]", "No bloc is called 'EUU'. Did you mean 'EU'?"
    ),
    Broken("bloc_twice_in_a_delegation", "blocs: [EU]", "blocs: [EU, EU]", "'EU' stands in blocs twice"),
    Broken(
        "bloc_without_that_member",
        "spokesperson: AAA",
        "members: [AAA, XXX], spokesperson: AAA",
        "No delegation is called 'XXX'",
    ),
    Broken(
        "spokesperson_from_outside",
        "spokesperson: AAA",
        "spokesperson: CCC",
        "No member of EU is called 'CCC'",
    ),
    Broken(
        "spokesperson_nobody_knows", "spokesperson: AAA", "spokesperson: XXX", "No delegation is called 'XXX'"
    ),
    Broken("line_on_no_issue", "line: {Q1:", "line: {Q9:", "No issue is called 'Q9'"),
    Broken("mandate_on_no_issue", "Q2: {position: 0.2}", "Q9: {position: 0.2}", "No issue is called 'Q9'"),
    Broken("fallback_to_no_option", "fallbacks: [b]", "fallbacks: [c]", "No option of Q1 is called 'c'"),
    Broken("acceptable_no_option", "fallbacks: [b]", "acceptable: [c]", "No option of Q1 is called 'c'"),
    Broken("nothing_acceptable", "fallbacks: [b]", "acceptable: []", "Nothing is acceptable on Q1"),
    Broken("ideal_on_no_issue", "ideal: {Q1", "ideal: {Q9", "No issue is called 'Q9'"),
    Broken(
        "unknown_forum",
        "preset: itu_wtpf",
        "preset: itu_wtfp",
        "No forum is called 'itu_wtfp'. Did you mean 'itu_wtpf'?",
    ),
    Broken(
        "unknown_standing",
        "name: Second",
        "name: Second\n    standing: member_stat",
        "Did you mean 'member_state'?",
        "standing:",
    ),
    Broken(
        "rights_of_nobody",
        "preset: itu_wtpf",
        "preset: itu_wtpf, rights: {civil_societ: {speak: true}}",
        "No kind of delegation or standing is called 'civil_societ'. Did you mean 'civil_society'?",
    ),
    Broken("unknown_source", "source: REC", "source: REX", "No source is called 'REX'. Did you mean 'REC'?"),
    Broken(
        "real_case_without_evidence",
        "nature: illustrative",
        "nature: real",
        "The mandate of BBB on Q2 has no basis and no source",
        "Q2: {position: 0.9}",
    ),
]
SYNTAX = [
    Broken("tab", "  - key: AAA", "\t- key: AAA", "Replace every tab by spaces"),
    Broken("colon_in_text", "summary: Two", "summary: Two: 2", "This line has a second ': '"),
    Broken("open_quote", "title: A small case", "title: 'A small case", "never closed"),
    Broken("open_bracket", "fallbacks: [b]}", "fallbacks: [b}", "not closed"),
    Broken("wrong_indentation", "    name: First", "   name: First", "does not fit"),
    Broken(
        "key_twice",
        "    name: First",
        "    key: AAA\n    name: First",
        "The key 'key' stands here a second time",
        "    key: AAA\n",
    ),
    Broken("key_that_is_a_number", "{REC: The record}", "{1: The record}", "The key 1 is not text"),
    Broken(
        "python_tag",
        "title: A small case",
        "title: !!python/object/apply:os.system [id]",
        "The tag '!!python/object/apply:os.system'",
    ),
    Broken("date_tag", "sessions: 5", "sessions: !!int 5", "The tag '!!int'"),
    Broken("alias_to_nothing", "blocs: [EU]", "blocs: *blocs", "The alias '*blocs' repeats nothing"),
    Broken("alias_to_itself", "blocs: [EU]", "blocs: &all [*all]", "stands inside what it repeats"),
    Broken("second_document", "blocs:\n", "---\nblocs:\n", "A second document starts here"),
    Broken("at_sign", "name: Second", "name: @second", "cannot start a value"),
    Broken("too_deep", "[rec_a]", "[" * 30 + "]" * 30, "Too many levels"),
    Broken("long_list", "[rec_a]", f"[{'rec_a, ' * 10_001}]", "list is too long"),
    Broken("long_text", "name: Second", f"name: {'x' * 20_001}", "text is too long"),
    Broken("control_character", "name: Second", "name: Sec\x07ond", "The control character U+0007"),
]
