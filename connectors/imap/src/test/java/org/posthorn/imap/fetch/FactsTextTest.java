package org.posthorn.imap.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.posthorn.imap.codec.Responses;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;
import org.posthorn.testkit.FakeWire;

/** ENVELOPE, BODYSTRUCTURE and BODY say what they said in earlier builds. */
class FactsTextTest {
  private static final Path CORPUS = Path.of("../../resources/corpus");
  private static final Map<String, byte[]> MESSAGES = messages();

  private static Map<String, byte[]> messages() {
    Map<String, byte[]> messages = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(CORPUS)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".eml")) {
          messages.put(name.replace(".eml", ""), octets(Files.readString(file, ISO_8859_1)));
        }
      }
      String all = Files.readString(CORPUS.resolve("facts/messages.txt"), ISO_8859_1);
      for (String message : all.split("(?m)^=== ", -1)) {
        int end = message.indexOf('\n');
        if (end > 0) {
          messages.put(message.substring(0, end), octets(message.substring(end + 1)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  private static byte[] octets(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1);
  }

  private static MessageFacts facts(byte[] octets) {
    FactsReader reader = new FactsReader();
    reader.feed(ByteBuffer.wrap(octets));
    return reader.finish();
  }

  /** A line of {@code earlier.txt}: what the items hashed to, and perhaps the facts themselves. */
  private record Earlier(String name, List<String> hashes, String facts) {
    static Earlier of(String line) {
      List<String> words = List.of(line.split(" "));
      String facts = words.size() > 4 ? words.get(4) : "";
      return new Earlier(words.get(0), words.subList(1, 4), facts);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Earlier> earlier() throws IOException {
    try (Stream<String> lines = Files.lines(CORPUS.resolve("facts/earlier.txt"))) {
      return lines.map(Earlier::of).toList();
    }
  }

  private static List<String> hashes(MessageFacts facts) {
    return List.of(
        hash(facts, FactsText::envelope),
        hash(facts, FactsText::bodyStructure),
        hash(facts, FactsText::body));
  }

  private static String hash(MessageFacts facts, BiConsumer<MessageFacts, Responses> item) {
    FakeWire wire = new FakeWire(FakeWire.anyPeer(), false);
    Responses out = new Responses(wire);
    item.accept(facts, out);
    out.flush();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(wire.take());
      return HexFormat.of().formatHex(Arrays.copyOf(hash, 8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void itemsAreThoseOfEarlierBuilds(Earlier earlier) {
    assertThat(hashes(facts(MESSAGES.getOrDefault(earlier.name, new byte[0]))))
        .isEqualTo(earlier.hashes);
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void factsOfEarlierBuildsAreWrittenAlike(Earlier earlier) {
    if (!earlier.facts.isEmpty()) {
      byte[] stored = Base64.getDecoder().decode(earlier.facts);
      assertThat(hashes(MessageFacts.of(stored))).isEqualTo(earlier.hashes);
    }
  }

  @Test
  void allMessagesAreCompared() throws IOException {
    assertThat(earlier().stream().map(Earlier::name)).containsExactlyElementsOf(MESSAGES.keySet());
  }
}
