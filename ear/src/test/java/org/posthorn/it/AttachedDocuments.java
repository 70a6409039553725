package org.posthorn.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Documents among a thousand messages, which are found by their words. RFC 6203 §4. */
final class AttachedDocuments {
  private static final int OTHERS = 1_000; // of fewer messages there is no index
  private static final String OTHER = "Subject: other\r\n\r\nother\r\n";

  private AttachedDocuments() {}

  /** Makes a mailbox with them and looks for them. */
  static void areFound(ImapTalk imap, String mailbox) throws Exception {
    imap.say("CREATE " + mailbox).ok();
    imap.say("APPEND " + mailbox + (" {" + OTHER.length() + "+}\r\n" + OTHER).repeat(OTHERS)).ok();
    imap.append(mailbox, attached(word("Zeppelin"))).ok();
    imap.append(mailbox, attached(pdf("Montgolfiere"))).ok();
    imap.say("SELECT " + mailbox).ok();
    assertThat(found(imap, "zepelin")).endsWith(" ALL 1001 RELEVANCY (100)");
    assertThat(found(imap, "montgolfiere")).endsWith(" ALL 1002 RELEVANCY (100)");
    assertThat(imap.say("SEARCH BODY zeppelin").ok().text()).isEqualTo("* SEARCH");
  }

  private static String found(ImapTalk imap, String word) throws Exception {
    String found = "";
    Instant end = Instant.now().plusSeconds(60);
    while (!found.contains(" ALL ") && Instant.now().isBefore(end)) {
      found = imap.say("SEARCH RETURN (ALL RELEVANCY) FUZZY BODY " + word).ok().text();
      Thread.sleep(100); // the index is made in the background
    }
    return found;
  }

  private static String attached(byte[] file) {
    return "Mime-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(file);
  }

  private static byte[] word(String text) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      zip.write(("<d xmlns:w='w'><w:t>" + text + "</w:t></d>").getBytes(ISO_8859_1));
    }
    return file.toByteArray();
  }

  private static byte[] pdf(String text) {
    String stream = "BT /F 12 Tf 50 500 Td (" + text + ") Tj ET";
    return ("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
            + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
            + "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
            + "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
            + ("4 0 obj<</Length " + stream.length() + ">>stream\n" + stream)
            + "\nendstream endobj\ntrailer<</Root 1 0 R/Size 6>>\n%%EOF\n")
        .getBytes(ISO_8859_1);
  }
}
