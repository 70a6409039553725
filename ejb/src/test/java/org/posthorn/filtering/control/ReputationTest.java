package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.SenderFacts;

/** What histories say of senders: one row for each way to come to an opinion. */
class ReputationTest {
  private static final SenderFacts BOB = from("bob@mail.shop.test", true);
  private static final SenderFacts FAKE = from("bob@mail.shop.test", false);

  private static SenderFacts from(String author, boolean proved) {
    return new SenderFacts(author, proved, List.of(), "", "", "");
  }

  private static SenderFacts signed(String... domains) {
    return new SenderFacts("", false, List.of(domains), "", "", "");
  }

  private static SenderFacts by(String sender, String hello) {
    return new SenderFacts("", false, List.of(), sender, hello, "");
  }

  private static SenderFacts at(String client) {
    return new SenderFacts("", false, List.of(), "", "", client);
  }

  private static Past past() {
    return new Past();
  }

  private static Opinion ham(boolean conclusive, DecisionReason method) {
    return new Opinion(Opinion.Leaning.HAM, conclusive, method);
  }

  private static Opinion unsure(DecisionReason method) {
    return Opinion.unknown(method);
  }

  private static Arguments row(String name, Past past, SenderFacts sender, Opinion expected) {
    return arguments(named(name, past), sender, expected);
  }

  static Stream<Arguments> authors() {
    DecisionReason author = DecisionReason.AUTHOR;
    return Stream.of(
        row("a: good mail", past().came(BOB, 1000, false, 1), BOB, ham(true, author)),
        row("a: three years", past().came(BOB, 1096, false, 1), BOB, unsure(DecisionReason.NONE)),
        row("a: one junk", past().came(BOB, 1, true, 1), BOB, Opinion.junk(true, author)),
        row(
            "a: the last one junk, the one before not",
            past().came(BOB, 1, true, 1).came(BOB, 2, false, 1),
            BOB,
            ham(true, author)),
        row(
            "a: the last two junk",
            past().came(BOB, 1, true, 2).came(BOB, 2, false, 9),
            BOB,
            Opinion.junk(true, author)),
        row("a: not proved", past().came(FAKE, 1, false, 1), FAKE, ham(false, author)),
        row(
            "a: junk, not proved",
            past().came(FAKE, 1, true, 1),
            FAKE,
            Opinion.junk(false, author)),
        row(
            "b: was proved, good",
            past().came(BOB, 1, false, 1),
            FAKE,
            Opinion.junk(false, author)),
        row("b: was proved, junk", past().came(BOB, 1, true, 2), FAKE, Opinion.junk(true, author)),
        row(
            "c: written to",
            past()
                .wrote("bob@mail.shop.test", 1094)
                .came(from("x@mail.shop.test", true), 1, true, 9),
            FAKE,
            ham(true, DecisionReason.TO_AUTHOR)),
        row(
            "c: three years",
            past().wrote("bob@mail.shop.test", 1096),
            BOB,
            unsure(DecisionReason.NONE)));
  }

  static Stream<Arguments> domains() {
    DecisionReason domain = DecisionReason.DOMAIN;
    SenderFacts one = from("one@mail.shop.test", true);
    SenderFacts two = from("two@mail.shop.test", true);
    SenderFacts three = from("three@mail.shop.test", true);
    return Stream.of(
        row(
            "d1: 5 of 6 good",
            past().came(one, 1, false, 5).came(one, 2, true, 1),
            BOB,
            ham(true, domain)),
        row(
            "d1: 4 of 5 are not more than 80 %",
            past().came(one, 1, false, 4).came(one, 2, true, 1), BOB, unsure(domain)),
        row(
            "d1: the latest 20",
            past().came(one, 1, true, 20).came(two, 2, false, 30).came(three, 3, true, 1),
            BOB,
            Opinion.junk(false, domain)),
        row(
            "d1: junk of two",
            past().came(one, 1, true, 9).came(two, 1, true, 1),
            BOB,
            Opinion.junk(false, domain)),
        row(
            "d1: junk of three",
            past().came(one, 1, true, 1).came(two, 1, true, 1).came(three, 1, true, 1),
            BOB,
            Opinion.junk(true, domain)),
        row("d1: two years", past().came(one, 731, false, 5), BOB, unsure(DecisionReason.NONE)),
        row(
            "d2: was proved, good",
            past().came(one, 1, false, 5),
            FAKE,
            Opinion.junk(false, domain)),
        row("d2: was proved, junk", past().came(one, 1, true, 5), FAKE, Opinion.junk(true, domain)),
        row(
            "d3: written to",
            past().wrote("mail.shop.test", 729),
            BOB,
            ham(true, DecisionReason.TO_DOMAIN)),
        row(
            "e1: good",
            past().came(from("x@news.shop.test", true), 1, false, 1),
            BOB,
            ham(true, DecisionReason.ORGANIZATION)),
        row(
            "e1: junk",
            past().came(from("x@news.shop.test", true), 1, true, 1),
            BOB,
            Opinion.junk(false, DecisionReason.ORGANIZATION)),
        row(
            "e2: was proved",
            past().came(from("x@news.shop.test", true), 1, false, 1),
            FAKE,
            Opinion.junk(false, DecisionReason.ORGANIZATION)),
        row(
            "e3: written to",
            past().wrote("shop.test", 1),
            BOB,
            ham(true, DecisionReason.TO_ORGANIZATION)));
  }

  static Stream<Arguments> identities() {
    DecisionReason method = DecisionReason.DKIM_SPF;
    return Stream.of(
        row(
            "f: signer, good",
            past().came(signed("a.test"), 1, false, 1),
            signed("a.test"),
            ham(true, method)),
        row(
            "f: signer, junk once",
            past().came(signed("a.test"), 1, true, 1),
            signed("a.test"),
            Opinion.junk(false, method)),
        row(
            "f: signer, junk",
            past().came(signed("a.test"), 1, true, 2),
            signed("a.test"),
            Opinion.junk(true, method)),
        row(
            "f: one signer good, another not",
            past().came(signed("a.test"), 1, true, 2).came(signed("b.test"), 1, false, 2),
            signed("a.test", "b.test"),
            unsure(method)),
        row(
            "f: a signer sends both",
            past().came(signed("a.test"), 1, true, 2).came(signed("a.test"), 1, false, 2),
            signed("a.test"),
            unsure(method)),
        row(
            "f: half a year",
            past().came(signed("a.test"), 183, false, 2),
            signed("a.test"),
            unsure(DecisionReason.NONE)),
        row(
            "f: sender",
            past().came(by("a@a.test", ""), 1, true, 2),
            by("a@a.test", "x.test"),
            Opinion.junk(true, method)),
        row(
            "f: sender before its domain",
            past().came(by("a@a.test", ""), 1, false, 2).came(by("b@a.test", ""), 1, true, 50),
            by("a@a.test", ""),
            ham(true, method)),
        row(
            "f: domain of the sender",
            past().came(by("b@a.test", ""), 1, true, 2),
            by("a@a.test", ""),
            Opinion.junk(true, method)),
        row(
            "f: hello",
            past().came(by("", "x.test"), 1, false, 1),
            by("", "x.test"),
            ham(true, method)),
        row(
            "f: hello only without a sender",
            past().came(by("", "x.test"), 1, false, 1),
            by("a@a.test", "x.test"),
            unsure(DecisionReason.NONE)));
  }

  static Stream<Arguments> networks() {
    SenderFacts here = at("192.0.2.1");
    return Stream.of(
        row("g: one", past().came(here, 1, false, 1), here, ham(false, DecisionReason.CLIENT)),
        row("g: two", past().came(here, 1, false, 2), here, ham(true, DecisionReason.CLIENT)),
        row(
            "g: junk",
            past().came(here, 1, true, 2),
            here,
            Opinion.junk(true, DecisionReason.CLIENT)),
        row(
            "g: 4 of 5 junk",
            past().came(here, 1, true, 4).came(here, 1, false, 1),
            here,
            Opinion.junk(false, DecisionReason.CLIENT)),
        row(
            "g: 3 of 4 junk",
            past().came(here, 1, true, 3).came(here, 1, false, 1),
            here,
            unsure(DecisionReason.CLIENT)),
        row("g: a quarter", past().came(here, 92, true, 9), here, unsure(DecisionReason.NONE)),
        row(
            "g: /26",
            past().came(at("192.0.2.62"), 1, true, 5),
            here,
            Opinion.junk(true, DecisionReason.NEIGHBOURS)),
        row(
            "g: /26, four",
            past().came(at("192.0.2.62"), 1, true, 4),
            here,
            Opinion.junk(false, DecisionReason.NEIGHBOURS)),
        row(
            "g: /21",
            past().came(at("192.0.7.255"), 1, true, 10),
            here,
            Opinion.junk(true, DecisionReason.NETWORK)),
        row(
            "g: beyond /21",
            past().came(at("192.0.8.1"), 1, true, 10),
            here,
            unsure(DecisionReason.NONE)),
        row(
            "g: IPv6 /64",
            past().came(at("2001:db8::2"), 1, true, 2),
            at("2001:db8::1"),
            Opinion.junk(true, DecisionReason.CLIENT)),
        row(
            "g: IPv6 /48",
            past().came(at("2001:db8:0:1::2"), 1, true, 5),
            at("2001:db8::1"),
            Opinion.junk(true, DecisionReason.NEIGHBOURS)),
        row(
            "g: IPv6 /32",
            past().came(at("2001:db8:1::2"), 1, true, 10),
            at("2001:db8::1"),
            Opinion.junk(true, DecisionReason.NETWORK)),
        row("h: nothing", past(), here, unsure(DecisionReason.NONE)));
  }

  @ParameterizedTest
  @MethodSource({"authors", "domains", "identities", "networks"})
  void historySays(Past past, SenderFacts sender, Opinion expected) {
    assertThat(Reputation.of(sender, past, Past.NOW)).isEqualTo(expected);
  }
}
