package org.posthorn.webapi.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.search.QuerySyntax;

/** What a search of the API finds, page by page. */
class MessageSearchTest {
  private static final long AMPLE = TimeUnit.SECONDS.toNanos(20);
  private static final long FAR = 1L << 34; // the year 2514

  private final SampleMailboxes mail = new SampleMailboxes();

  private MessageSearch search(String q, long nanos) {
    return new MessageSearch(mail.store(), QuerySyntax.parse(q), Optional.empty(), nanos);
  }

  private static String name(MessageSearch.Found found) {
    return found.view().mailboxId() + "." + found.uid();
  }

  /** The messages of all pages, and no more pages than these. */
  private List<String> all(String q, int limit, int pages) {
    List<String> names = new ArrayList<>();
    Optional<ListPosition> after = Optional.empty();
    for (int i = 0; i < pages; i++) {
      MessageSearch.Result page = search(q, AMPLE).page(after, limit);
      page.found().forEach(found -> names.add(name(found)));
      if (page.next().isEmpty()) {
        return names;
      }
      after = page.next().flatMap(next -> ListPosition.of(next.cursor()));
    }
    throw new AssertionError("more pages than " + pages + ": " + names);
  }

  @Test
  void pagesHaveEachMessageOnceTheNewestFirst() {
    mail.with(1, "INBOX", 10, 30, 20).with(2, "Work", 25, 5);
    assertThat(all("", 2, 3)).containsExactly("1.2", "2.1", "1.3", "1.1", "2.2");
    assertThat(all("order", 2, 4)).containsExactly("1.2", "2.1", "1.3", "1.1", "2.2");
  }

  @Test
  void messagesOfTheSameSecondAreEachOnOnePage() {
    mail.with(1, "INBOX", 7, 7, 7, 7).with(2, "Work", 7, 7, 7);
    assertThat(all("", 2, 4)).containsExactly("2.3", "2.2", "2.1", "1.4", "1.3", "1.2", "1.1");
  }

  @Test
  void timesFarAwayAreListedToo() {
    mail.with(1, "INBOX", 5, FAR, -FAR, FAR + 1);
    assertThat(all("", 1, 5)).containsExactlyInAnyOrder("1.1", "1.2", "1.3", "1.4").endsWith("1.3");
    MessageSearch.Found newest = search("", AMPLE).page(Optional.empty(), 1).found().get(0);
    assertThat(newest.received()).isEqualTo(FAR + 1);
  }

  @Test
  void aSlowSearchEndsInTimeAndTheNextPageGoesOn() {
    mail.with(1, "INBOX", LongStream.range(0, 5_000).toArray());
    mail.slowness = TimeUnit.MICROSECONDS.toNanos(20);
    long begin = System.nanoTime();
    MessageSearch.Result page =
        search("header:Subject:nothing", TimeUnit.MILLISECONDS.toNanos(20))
            .page(Optional.empty(), 50);
    assertThat(mail.read).isLessThan(4_000);
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
    assertThat(page.found()).isEmpty();
    assertThat(page.next()).isPresent();
    assertThat(page.next().orElseThrow().uid()).isLessThanOrEqualTo(5_000);
  }

  @Test
  void evenWithoutTimeEachPageGetsOn() {
    mail.with(1, "INBOX", 1, 2, 3);
    mail.slowness = TimeUnit.MILLISECONDS.toNanos(2);
    Optional<ListPosition> after = Optional.empty();
    for (int uid = 3; uid > 1; uid--) {
      MessageSearch.Result page = search("header:Subject:order", 0).page(after, 50);
      assertThat(page.found()).extracting(MessageSearchTest::name).containsExactly("1." + uid);
      after = page.next();
      assertThat(after).isPresent();
    }
    assertThat(search("header:Subject:order", 0).page(after, 50).next()).isEmpty();
  }

  @Test
  void attachmentsAreLookedAtSomeHundredAtATime() {
    mail.with(1, "INBOX", LongStream.range(0, 2_000).toArray()).attached();
    MessageSearch.Result page = search("attachments:pdf", AMPLE).page(Optional.empty(), 1_500);
    assertThat(page.found()).hasSize(1_500);
    assertThat(mail.queries).isLessThan(20);
    assertThat(search("attachments:image", AMPLE).page(Optional.empty(), 10).found()).isEmpty();
  }

  @Test
  void mailboxesOfOthersAreLeftOut() {
    mail.with(1, "INBOX", 1).shared(2, "Other Users/bob", 2);
    assertThat(all("", 10, 1)).containsExactly("1.1");
    assertThat(all("mailbox:\"Other Users/bob\"", 10, 1)).isEmpty();
  }

  @Test
  void aMailboxAndThoseOfTheSearchMustBothBeMeant() {
    mail.with(1, "INBOX", 1).with(2, "Work", 2);
    assertThat(in(2, "mailbox:INBOX")).isEmpty();
    assertThat(in(2, "mailbox:Work")).containsExactly("2.1");
    assertThat(in(2, "")).containsExactly("2.1");
  }

  private List<String> in(long id, String q) {
    MailboxList.Mailbox mailbox = mail.mailbox(id);
    return new MessageSearch(mail.store(), QuerySyntax.parse(q), Optional.of(mailbox), AMPLE)
        .page(Optional.empty(), 10).found().stream().map(MessageSearchTest::name).toList();
  }
}
