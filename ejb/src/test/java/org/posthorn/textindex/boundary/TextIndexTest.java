package org.posthorn.textindex.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.documents.boundary.Samples;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.TextCandidates;
import org.posthorn.mailstore.TextRanking;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.text.SearchText;
import org.posthorn.testdb.TestDatabase;

/** The index on a real store; what runs in the background runs at once here. */
class TextIndexTest {
  private static final long ACCOUNT = 1;
  private static final FlagChange DELETE =
      new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of("\\Deleted")));
  private static final List<String> WORDS =
      List.of("lunch", "Straße", "übermorgen", "昼食", "ﬁnal", "Ω-3", "a\u0308rger", "Nr. 4711");

  @TempDir Path directory;
  private final Random random = new Random(42);
  private TestDatabase database;
  private Store store;
  private Mailboxes mailboxes;
  private ContentStore contents;
  private TextIndex index;
  private long inbox;

  @BeforeEach
  void open() {
    database = TestDatabase.open(TestDatabase.Product.HSQLDB);
    store = new Store(database, directory, false);
    contents = store.contents();
    mailboxes = store.mailboxes();
    store.createAccount(ACCOUNT);
    inbox = mailboxes.list(ACCOUNT).find(MailboxName.INBOX).orElseThrow().id();
    index = TextIndexes.open(mailboxes, contents, directory);
  }

  @AfterEach
  void close() throws Exception {
    index.close();
    store.close();
    database.close();
  }

  private void append(List<String> messages) {
    List<NewMessage> added = new ArrayList<>();
    for (String message : messages) {
      ContentSink sink = contents.sink();
      sink.write(ByteBuffer.wrap(message.getBytes(UTF_8)));
      added.add(new NewMessage(sink.finish(), Flags.NONE, 1_700_000_000L));
    }
    assertThat(mailboxes.append(ACCOUNT, inbox, added).result()).isPresent();
  }

  private void fill(int count) {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(message(i));
    }
    append(messages);
  }

  private String message(int number) {
    String text = word() + " " + word() + " " + number + "\r\n" + word() + word();
    String subject = "=?utf-8?b?" + base64(word()) + "?= " + word();
    boolean encoded = random.nextBoolean();
    return "Subject: "
        + subject
        + "\r\nMime-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        + (encoded ? "Content-Transfer-Encoding: base64\r\n\r\n" + base64(text) : "\r\n" + text)
        + "\r\n";
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private Optional<TextCandidates> candidates(String text) {
    return index.candidates(inbox, new SearchText(text));
  }

  private UidSet having(String text) {
    MailboxView view = mailboxes.view(inbox).orElseThrow();
    SearchText needle = new SearchText(text);
    UidSet.Builder uids = UidSet.builder();
    for (int i = 0; i < view.size(); i++) {
      long id = view.contentId(i);
      var facts = contents.facts(new long[] {id}).get(0);
      if (new ContentSearch(contents.content(id), facts).text(needle)) {
        uids.add(view.uid(i));
      }
    }
    return uids.build();
  }

  @Test
  void namesEveryMessageThatHasTheText() {
    fill(1_200);
    candidates("first search");
    for (int i = 0; i < 60; i++) {
      String both = word() + (random.nextBoolean() ? "" : " ") + word();
      int from = random.nextInt(both.length() - 1);
      String part = both.substring(from, from + 1 + random.nextInt(both.length() - from));
      Optional<TextCandidates> known = candidates(part);
      if (known.isPresent()) {
        assertThat(having(part).minus(known.get().uids())).as(part).isEqualTo(UidSet.EMPTY);
        assertThat(known.get().below()).isEqualTo(1_201);
      }
    }
  }

  /** The thread was taken for one that still runs, and no index was ever kept up again. */
  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void anErrorIsNotTheEndOfAllIndexes(Class<? extends Error> type) {
    fill(1_200);
    Mailboxes real = mailboxes;
    int[] calls = {0};
    index.mailboxes =
        new Mailboxes() {
          @Override
          public Optional<MailboxView> view(long mailbox) {
            if (++calls[0] == 2) { // in the background
              throw type == OutOfMemoryError.class
                  ? new OutOfMemoryError("as ordered")
                  : new StackOverflowError("as ordered");
            }
            return real.view(mailbox);
          }
        };
    assertThat(candidates("lunch")).isEmpty();
    candidates("lunch");
    assertThat(candidates("lunch")).isPresent();
  }

  /** The whole index was thrown away each time it came to that message. */
  @Test
  void aMessageThatOverflowsTheStackIsLeftToTheSearchItself() {
    fill(1_200);
    ContentStore real = contents;
    long hostile = mailboxes.view(inbox).orElseThrow().contentId(600);
    index.contents =
        new ContentStore() {
          @Override
          public Content content(long id) {
            if (id == hostile) {
              throw new StackOverflowError("as ordered");
            }
            return real.content(id);
          }

          @Override
          public List<MessageFacts> facts(long[] ids) {
            return real.facts(ids);
          }
        };
    candidates("lunch");
    assertThat(candidates("lunch").orElseThrow().uids().contains(601)).isTrue();
  }

  @Test
  void namesFewOthers() {
    fill(1_100);
    append(List.of("Subject: Rare\r\n\r\nThe quick brown fox has a name: Zyzzyva.\r\n"));
    candidates("first search");
    assertThat(candidates("zyzzYVA").orElseThrow().uids()).isEqualTo(UidSet.of(1_101));
    assertThat(candidates("no such text").orElseThrow().uids()).isEqualTo(UidSet.EMPTY);
    assertThat(candidates("昼").orElseThrow().uids()).isEqualTo(having("昼"));
    assertThat(candidates("zy")).as("too short").isEmpty();
  }

  @Test
  void saysHowFarItKnows() {
    fill(1_100);
    candidates("first search");
    fill(10); // too few to write
    assertThat(candidates("lunch").orElseThrow().below()).isEqualTo(1_101);
    fill(100);
    index.keepUp();
    assertThat(candidates("lunch").orElseThrow().below()).isEqualTo(1_211);
  }

  @Test
  void smallMailboxesHaveNone() {
    fill(200);
    assertThat(candidates("lunch")).isEmpty();
    assertThat(directory.resolve("text-index")).doesNotExist();
  }

  @Test
  void isThereAfterARestart() {
    fill(1_100);
    candidates("first search");
    index.close();
    index = TextIndexes.open(mailboxes, contents, directory);
    assertThat(candidates("lunch").orElseThrow().below()).isEqualTo(1_101);
    assertThat(candidates("lunch").orElseThrow().uids()).isEqualTo(having("lunch"));
  }

  @Test
  void isMadeAnewWhenItIsBroken() throws IOException {
    fill(1_100);
    candidates("first search");
    index.close();
    try (Stream<Path> files = Files.list(directory.resolve("text-index/" + inbox))) {
      for (Path file : files.toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
    index = TextIndexes.open(mailboxes, contents, directory);
    assertThat(candidates("lunch")).isEmpty();
    candidates("next search");
    assertThat(candidates("lunch").orElseThrow().uids()).isEqualTo(having("lunch"));
  }

  @Test
  void isMadeAnewWhenMostOfItIsGone() {
    fill(9_000);
    candidates("first search");
    UidSet most = UidSet.range(1, 7_999);
    mailboxes.store(ACCOUNT, inbox, most, DELETE, OptionalLong.empty());
    mailboxes.expunge(ACCOUNT, inbox, most);
    assertThat(candidates("lunch")).isEmpty();
    assertThat(candidates("lunch").orElseThrow().uids()).isEqualTo(having("lunch"));
  }

  @Test
  void goesWithItsMailbox() {
    MailboxName old = new MailboxName("Old");
    long id = mailboxes.create(ACCOUNT, old, Optional.empty()).result().orElseThrow().id();
    fill(1_100);
    mailboxes.copy(ACCOUNT, inbox, UidSet.range(1, 1_100), id);
    index.candidates(id, new SearchText("lunch"));
    assertThat(directory.resolve("text-index/" + id)).isNotEmptyDirectory();
    mailboxes.delete(ACCOUNT, old);
    index.sweep();
    assertThat(directory.resolve("text-index/" + id)).doesNotExist();
    assertThat(index.candidates(id, new SearchText("lunch"))).isEmpty();
  }

  private int score(String words, boolean header, long uid) {
    TextRanking ranking = index.ranking(inbox, words, header).orElseThrow();
    assertThat(ranking.knows(uid)).isTrue();
    return ranking.score(uid);
  }

  @Test
  void ranksByWords() { // RFC 6203 §4
    fill(1_100);
    append(
        List.of(
            "Subject: Zeppelin\r\n\r\nA long text that says little of what it is about.\r\n",
            "Subject: News\r\n\r\nzeppelin and Zeppelin, again a zeppelin\r\n",
            "Subject: News\r\n\r\nsome zeppelin of many words that have to do with none\r\n",
            "Subject: News\r\n\r\nwas it a zepellin that flew, or one that was long\r\n",
            "Subject: News\r\n\r\nzeppelinfahrt am Sonntag, mit dem Fahrrad nach Hause\r\n",
            "Subject: News\r\nContent-Type: text/html\r\n\r\n<p class=zeppelin>Word</p>\r\n"));
    index.ranking(inbox, "first search", true);
    assertThat(score("zeppelin", false, 1_102)).isEqualTo(100);
    assertThat(score("ZEPPELIN", false, 1_103)).isBetween(30, 99);
    assertThat(score("zeppelin", false, 1_104)).isBetween(1, score("zeppelin", false, 1_103));
    assertThat(score("zeppelin", false, 1_105)).isBetween(1, score("zeppelin", false, 1_103));
    assertThat(score("zeppelin", false, 1_101)).as("in the header").isZero();
    assertThat(score("zeppelin", true, 1_101)).isEqualTo(100);
    assertThat(score("zeppelin", false, 1_106)).as("in a tag").isZero();
    assertThat(score("zeppelin many", false, 1_103)).isEqualTo(100);
    assertThat(score("zeppelin many", false, 1_102)).isZero();
    assertThat(score("nosuchword", true, 1)).isZero();
    assertThat(index.ranking(inbox, "...", true)).isEmpty();
  }

  @Test
  void knowsHeadersOfPartsAndWhatHtmlSays() throws IOException { // RFC 9051 §6.4.4
    fill(1_050);
    Path corpus = Path.of("../resources/corpus");
    append(
        List.of(
            Files.readString(corpus.resolve("attachment-name-in-mime-header.eml")),
            "Content-Type: text/html\r\n\r\n<style>p{color:purple}</style>Gr&uuml;&szlig;e\r\n"));
    index.ranking(inbox, "first search", true);
    assertThat(candidates("quarterly-report").orElseThrow().uids()).isEqualTo(UidSet.of(1_051));
    assertThat(score("zebra", true, 1_051)).isPositive();
    assertThat(score("zebra", false, 1_051)).isZero();
    assertThat(score("grüße", false, 1_052)).isPositive();
    assertThat(score("purple", false, 1_052)).isZero();
  }

  @Test
  void wordsOfAnyLengthAreHarmless() { // RFC 6203 §8
    fill(1_050);
    append(List.of("Subject: x\r\n\r\n" + "abcdefgh".repeat(20_000) + "\r\n"));
    index.ranking(inbox, "first search", true);
    assertThat(score("abcdefgh".repeat(1_000), true, 1_051)).isEqualTo(100);
    assertThat(score("a ".repeat(10_000), true, 1)).isZero();
  }

  @Test
  void fuzzySearchesFindDocuments() {
    fill(1_050);
    String type = "application/octet-stream";
    append(
        List.of(
            attached(type, Samples.pdf(List.of("The invoice of the zeppelin"), "")),
            attached(type, Samples.docx("<w:p><w:t>Zeppelin</w:t></w:p>")),
            attached("image/png", Samples.docx("<w:p><w:t>Zeppelin</w:t></w:p>")),
            attached(type, Arrays.copyOf(Samples.docx("<w:p><w:t>Zeppelin</w:t></w:p>"), 200_000)),
            attached("application/pdf", "%PDF-1.4 and nothing else".getBytes(UTF_8))));
    index.ranking(inbox, "first search", true);
    assertThat(score("zeppelin", false, 1_051)).isPositive();
    assertThat(score("zeppelin", true, 1_052)).isPositive();
    assertThat(score("zeppelin", true, 1_053)).as("no document").isZero();
    assertThat(score("zeppelin", true, 1_054)).as("too large").isZero();
    assertThat(score("zeppelin", true, 1_055)).isZero();
    assertThat(candidates("zeppelin").orElseThrow().uids())
        .as("exact searches look at text parts")
        .isEqualTo(UidSet.EMPTY);
  }

  private static String attached(String type, byte[] document) {
    return "Subject: x\r\nMime-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + "--b\r\n\r\nSee there.\r\n--b\r\nContent-Type: "
        + type
        + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(document)
        + "\r\n--b--\r\n";
  }
}
