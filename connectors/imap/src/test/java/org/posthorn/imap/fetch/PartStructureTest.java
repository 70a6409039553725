package org.posthorn.imap.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The structure of a part within that of its message. RFC 9051 §7.5.2. */
class PartStructureTest {
  private static final String LEAF =
      "(\"text\" \"plain\" (\"a\" \"b)\\\"\") NIL NIL \"base64\" 8 1)";
  private static final String LITERAL = "(\"image\" \"png\" NIL NIL {3}\r\n()\" \"7bit\" 12)";
  private static final String INNER =
      "((\"text\" \"html\" NIL NIL NIL \"7bit\" 3 1)" + LITERAL + " \"mixed\")";
  private static final String MESSAGE =
      "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7bit\" 99 (NIL \"x (\" NIL) " + INNER + " 9)";
  private static final String SINGLE =
      "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 99 (NIL NIL) " + LEAF + " 9)";
  private static final String WHOLE =
      "(" + LEAF + MESSAGE + SINGLE + " \"mixed\" (\"boundary\" \"(\") NIL NIL NIL)";

  private static Optional<String> part(String structure, String path) {
    List<Integer> numbers =
        path.isEmpty()
            ? List.of()
            : Arrays.stream(path.split("\\.")).map(Integer::valueOf).toList();
    return new PartStructure(structure.getBytes(US_ASCII))
        .of(numbers)
        .map(octets -> new String(octets, US_ASCII));
  }

  @Test
  void everyPartHasItsOwn() {
    assertThat(part(WHOLE, "")).contains(WHOLE);
    assertThat(part(WHOLE, "1")).contains(LEAF);
    assertThat(part(WHOLE, "2")).contains(MESSAGE);
    assertThat(part(WHOLE, "2.2")).contains(LITERAL);
    assertThat(part(WHOLE, "3.1")).contains(LEAF);
    assertThat(part(LEAF, "1")).contains(LEAF);
    assertThat(part(SINGLE, "1")).contains(SINGLE);
    assertThat(part(SINGLE, "1.1")).contains(LEAF);
  }

  @ParameterizedTest
  @CsvSource({"4", "5", "1.1", "2.3", "3.2", "2.1.1", "3.1.1", "99"})
  void whatIsNotThereHasNone(String path) {
    assertThat(part(WHOLE, path)).isEmpty();
  }

  @Test
  void withoutEncodingItSaysSo() { // RFC 5524 §4
    assertThat(new PartStructure(WHOLE.getBytes(US_ASCII)).decoded(List.of(1), 5))
        .map(octets -> new String(octets, US_ASCII))
        .contains(LEAF.replace("\"base64\" 8", "\"BINARY\" 5"));
  }
}
