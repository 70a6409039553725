package org.posthorn.documents.boundary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people send, and what they had better not. */
@Timeout(60)
class DocumentTextTest {
  private static final DocumentText DOCUMENTS = DocumentTexts.open();

  @AfterAll
  static void close() {
    DOCUMENTS.close();
  }

  private String text(byte[] document) {
    return DOCUMENTS.of(document).map(text -> String.join(" ", text.split("\\s+"))).orElse("");
  }

  @Test
  void officeDocumentsHaveText() {
    String word =
        "<w:p><w:r><w:t>Dear</w:t></w:r><w:r><w:tab/><w:t>Ann &amp; B\u00f6b</w:t></w:r></w:p>"
            + "<w:p><w:instrText>HIDDEN</w:instrText><w:r><w:t>bye</w:t></w:r></w:p>";
    assertThat(text(Samples.docx(word))).isEqualTo("Dear Ann & B\u00f6b bye");
    assertThat(
            text(
                Samples.zip(
                    "xl/workbook.xml", "<x>no</x>",
                    "xl/sharedStrings.xml", "<sst><si><t>one</t></si><si><t>two</t></si></sst>",
                    "xl/worksheets/sheet1.xml",
                        "<s><c t='inlineStr'><is><t>three</t></is></c></s>")))
        .isEqualTo("one two three");
    assertThat(
            text(
                Samples.zip(
                    "ppt/slides/slide1.xml",
                    "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>Title</a:t></a:r></a:p></p:sld>",
                    "ppt/notesSlides/notesSlide1.xml",
                    "<p:n xmlns:p='p' xmlns:a='a'><a:p><a:t>Notes</a:t></a:p></p:n>")))
        .isEqualTo("Title Notes");
    assertThat(
            text(
                Samples.zip(
                    "mimetype",
                    "application/vnd.oasis.opendocument.text",
                    "content.xml",
                    "<o:d xmlns:o='o' xmlns:text='t'><o:style>no</o:style><text:h>Head</text:h>"
                        + "<text:p>a<text:span>b</text:span><text:s/>c</text:p></o:d>")))
        .isEqualTo("Head ab c");
  }

  @Test
  void pdfFilesHaveText() {
    assertThat(text(Samples.pdf(List.of("The first page", "and another"), "")))
        .isEqualTo("The first page and another");
    byte[] stream = "BT /F1 12 Tf 50 500 Td (by hand) Tj ET".getBytes(UTF_8);
    assertThat(text(Samples.pdfOf("", stream))).isEqualTo("by hand");
  }

  @Test
  void passwordsAreNotGuessed() {
    assertThat(text(Samples.pdf(List.of("a secret"), "guess me"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PK", "%PDF-", "PK\3\4 no", "%PDF-1.4 no", "MZ"})
  void whatIsNoDocumentHasNoText(String octets) {
    assertThat(text(octets.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void cutAndBrokenDocumentsEnd() {
    Random random = new Random(11);
    String body = "<w:p><w:r><w:t>word</w:t></w:r></w:p>".repeat(200);
    for (byte[] whole : List.of(Samples.docx(body), Samples.pdf(List.of("a", "b", "c"), ""))) {
      for (int i = 0; i < 60; i++) {
        byte[] broken = Arrays.copyOf(whole, 8 + random.nextInt(whole.length - 8));
        for (int j = random.nextInt(10); j > 0; j--) {
          broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
        }
        assertThat(text(broken)).hasSizeLessThan(2_000);
      }
    }
  }

  @Test
  void entitiesAreNotResolved() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE d [<!ENTITY a 'ha'>");
    for (char c = 'b'; c <= 'z'; c++) {
      laughs.append("<!ENTITY " + c + " '" + ("&" + (char) (c - 1) + ";").repeat(10) + "'>");
    }
    laughs.append("<!ENTITY file SYSTEM 'file:///etc/passwd'>]>");
    for (String entity : List.of("&z;", "&file;", "&a;")) {
      String xml = laughs + "<d><w:t xmlns:w='w'>before " + entity + " after</w:t></d>";
      assertThat(text(Samples.zip("word/document.xml", xml)))
          .doesNotContain("ha")
          .doesNotContain("root");
    }
    String outside = "<!DOCTYPE d SYSTEM 'file:///etc/passwd'><d><t>text</t></d>";
    assertThat(text(Samples.zip("word/document.xml", outside))).doesNotContain("root");
  }

  @Test
  void deepNestingEnds() {
    String deep = "<a>".repeat(1_000_000) + "<t>deep</t>";
    assertThat(text(Samples.docx("<w:t>high</w:t>" + deep))).isEqualTo("high");
    byte[] arrays = ("BT " + "[".repeat(2_000_000) + " ET").getBytes(ISO_8859_1);
    assertThat(text(Samples.pdfOf("", arrays))).isEmpty();
    byte[] nested = "%PDF-1.4\n1 0 obj ".getBytes(ISO_8859_1);
    byte[] many = Arrays.copyOf(nested, 2_000_000);
    Arrays.fill(many, nested.length, many.length, (byte) '[');
    assertThat(text(many)).isEmpty();
  }

  @Test
  void whatInflatesWithoutEndIsLeft() throws IOException {
    long before = heap();
    byte[] large = Samples.deflated(' ', 100L << 20);
    assertThat(large).hasSizeLessThan(1 << 20);
    assertThat(text(Samples.pdfOf("/Filter/FlateDecode", large))).isEmpty();
    byte[] twice = twice(100L << 20);
    assertThat(text(Samples.pdfOf("/Filter[/FlateDecode/FlateDecode]", twice))).isEmpty();
    assertThat(text(Samples.pdfOf("/Filter[/FlateDecode/Fl]", twice))).isEmpty();
    byte[] wide = Samples.deflated(1, 1000);
    String columns = "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>";
    assertThat(text(Samples.pdfOf(columns, wide))).isEmpty();
    assertThat(
            text(
                Samples.pdfOf(
                    "/Filter/CCITTFaxDecode/DecodeParms<</Columns 60000/Rows 60000>>", wide)))
        .isEmpty();
    assertThat(text(bomb("word/document.xml", 100L << 20))).hasSizeLessThanOrEqualTo(1_000_000);
    assertThat(text(bomb("word/media/image1.png", 100L << 20))).isEmpty();
    assertThat(heap() - before).isLessThan(50L << 20);
  }

  private static byte[] twice(long count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var deflater = new java.util.zip.DeflaterOutputStream(out)) {
      deflater.write(Samples.deflated(' ', count));
    }
    return out.toByteArray();
  }

  private static byte[] bomb(String name, long size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) 'x');
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write("<t>".getBytes(UTF_8));
      for (long left = size; left > 0; left -= piece.length) {
        zip.write(piece);
      }
    }
    return out.toByteArray();
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void muchTextIsCut() {
    String[] entries = new String[6000];
    for (int i = 0; i < entries.length; i += 2) {
      entries[i] = "ppt/slides/slide" + i + ".xml";
      entries[i + 1] = "<t>" + "word ".repeat(200) + "</t>";
    }
    assertThat(text(Samples.zip(entries))).hasSizeBetween(900_000, 1_000_000);
    assertThat(text(Samples.pdf(Collections.nCopies(600, "page"), ""))).hasSize(500 * 5 - 1);
  }
}
