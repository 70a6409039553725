package org.posthorn.documents.boundary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.posthorn.documents.reader.OneFont;

/** Documents, good ones and others. */
public final class Samples {
  private Samples() {}

  /** A ZIP file of names and contents in turn. */
  public static byte[] zip(String... entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry(entries[i]));
        zip.write(entries[i + 1].getBytes(UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A text document of Office Open XML. */
  public static byte[] docx(String body) {
    return zip(
        "[Content_Types].xml",
        "<Types/>",
        "word/document.xml",
        "<?xml version='1.0'?><w:document xmlns:w='urn:w'><w:body>"
            + body
            + "</w:body></w:document>");
  }

  /** A PDF file with a page for each text; with a password when it is not empty. */
  public static byte[] pdf(List<String> pages, String password) {
    OneFont.use();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      for (String text : pages) {
        PDPage page = new PDPage();
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 12);
          content.newLineAtOffset(50, 500);
          content.showText(text);
          content.endText();
        }
      }
      if (!password.isEmpty()) {
        document.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
      }
      document.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A PDF file with one page, whose content stream is given with its dictionary's entries. */
  public static byte[] pdfOf(String entries, byte[] stream) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
                + "/Resources<</Font<</F1 5 0 R>>/XObject<</X 4 0 R>>>>>>endobj\n"
                + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
                + "4 0 obj<<"
                + entries
                + "/Length "
                + stream.length
                + ">>stream\n")
            .getBytes(ISO_8859_1));
    out.writeBytes(stream);
    out.writeBytes(
        "\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n".getBytes(ISO_8859_1));
    return out.toByteArray();
  }

  /** So many octets of one kind, deflated; a thousandth of them. */
  public static byte[] deflated(int octet, long count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[1 << 16];
    java.util.Arrays.fill(piece, (byte) octet);
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      for (long left = count; left > 0; left -= piece.length) {
        deflater.write(piece, 0, (int) Math.min(left, piece.length));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
