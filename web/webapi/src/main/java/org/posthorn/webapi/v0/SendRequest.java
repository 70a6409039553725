package org.posthorn.webapi.v0;

import java.net.URLConnection;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.compose.MultipartMail;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.sending.value.ApplicationMail;

/** Reads what is to be sent. */
final class SendRequest {
  private static final Clock CLOCK = Clock.systemUTC(); // a Date is the time of day

  private final MethodRequest request;
  private final Members members;

  private SendRequest(MethodRequest request) {
    this.request = request;
    this.members = request.members();
  }

  static ApplicationMail read(MethodRequest request) {
    return new SendRequest(request).mail();
  }

  private ApplicationMail mail() {
    ApplicationMail mail =
        new ApplicationMail(
            message(),
            members.map("Extra"),
            members.optionalFlag("RequireTLS"),
            time("FutureRelease").map(OffsetDateTime::toInstant),
            members.flag("SaveSent"));
    members.end();
    return mail;
  }

  private MultipartMail message() {
    return new MultipartMail(
        NameAddress.read(members.objects("From")),
        Optional.empty(),
        NameAddress.read(members.objects("ReplyTo")),
        NameAddress.read(members.objects("To")),
        NameAddress.read(members.objects("CC")),
        NameAddress.read(members.objects("BCC")),
        members.text("MessageID"),
        members.texts("References"),
        time("Date").orElseGet(() -> OffsetDateTime.now(CLOCK)),
        members.text("Subject"),
        members.text("Text"),
        members.text("HTML"),
        files("AlternativeFiles", "alternativefile"),
        files("InlineFiles", "inlinefile"),
        files("AttachedFiles", "attachedfile"),
        members.pairs("Headers").stream()
            .map(it -> new MultipartMail.ExtraField(it.getKey(), it.getValue()))
            .toList());
  }

  private Optional<OffsetDateTime> time(String name) {
    String text = members.text(name);
    try {
      return Optional.of(text).filter(it -> !it.isEmpty()).map(OffsetDateTime::parse);
    } catch (DateTimeException e) {
      throw MethodFailure.protocol(name + " must be a time such as 2026-11-30T12:00:00Z");
    }
  }

  private List<OutgoingPart> files(String name, String part) {
    List<OutgoingPart> files = new ArrayList<>();
    for (Members each : members.objects(name)) {
      files.add(
          part(
              each.text("Name"),
              each.text("ContentType"),
              each.text("ContentID"),
              request.file(each.text("Data"))));
      each.end();
    }
    for (MethodRequest.Uploaded each : request.uploaded(part)) {
      files.add(part(each.name(), each.contentType(), each.contentId(), each.octets()));
    }
    return files;
  }

  private static OutgoingPart part(
      String name, String type, String contentId, OutgoingPart.Octets octets) {
    String id = contentId.strip().replaceAll("^<|>$", "");
    if (!id.isEmpty() && !id.matches("[!-;=?-~]{1,200}")) {
      throw MethodFailure.user("A ContentID is written <id>");
    }
    if (name.codePoints().anyMatch(Character::isISOControl) || name.length() > 500) {
      throw MethodFailure.user("The name of a file is a single line of at most 500 characters");
    }
    String known =
        Optional.of(type)
            .filter(it -> !it.isBlank())
            .or(() -> Optional.ofNullable(URLConnection.guessContentTypeFromName(name)))
            .orElse("application/octet-stream");
    return new OutgoingPart(name, known, Optional.of(id).filter(it -> !it.isEmpty()), octets);
  }
}
