package org.posthorn.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Messages to read, and ways to read them. */
public final class Samples {
  private static final Path CORPUS = Path.of("../../resources/corpus");

  private Samples() {}

  /** A sample of the corpus, its lines ended by CRLF. */
  public static byte[] corpus(String name) {
    try {
      return octets(Files.readString(CORPUS.resolve(name + ".eml"), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Names of all samples. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".eml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Octets of text that is one char per octet; LF becomes CRLF. */
  public static byte[] octets(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1);
  }

  /** Facts of octets fed at once. */
  public static MessageFacts facts(byte[] octets) {
    FactsReader reader = new FactsReader();
    reader.feed(ByteBuffer.wrap(octets));
    return reader.finish();
  }

  /** Facts of text. */
  public static MessageFacts facts(String text) {
    return facts(octets(text));
  }

  /** The fields of the header as they are stored, as a list. */
  public static String envelope(MessageFacts facts) {
    StringBuilder text = new StringBuilder("(");
    facts.storedFields(
        (field, octets, from, length) ->
            text.append(new String(octets, from, length, ISO_8859_1)).append(' '));
    text.setCharAt(text.length() - 1, ')');
    return text.toString();
  }

  /** What headers of parts say, as it is stored. */
  public static String structure(MessageFacts facts) {
    StringBuilder text = new StringBuilder();
    facts.storedParts(
        (octets, from, length) -> text.append(new String(octets, from, length, ISO_8859_1)));
    return text.toString();
  }

  /** The same in short. */
  public static String shortStructure(MessageFacts facts) {
    StringBuilder text = new StringBuilder();
    facts.storedPartsInShort(
        (octets, from, length) -> text.append(new String(octets, from, length, ISO_8859_1)));
    return text.toString();
  }

  /** Octets as text, one char each. */
  public static String text(ByteBuffer octets) {
    return ISO_8859_1.decode(octets.duplicate()).toString();
  }
}
