package org.posthorn.webapi.v1;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.mime.compose.MultipartMail;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.sending.value.ApplicationMail;
import org.posthorn.webapi.body.BodyLimit;
import org.posthorn.webapi.problem.ProblemException;

/** A message that is to be sent. */
@BodyLimit(SendMessage.MAX_BODY)
public record SendMessage(
    @Schema(description = "Without it, the account itself") Optional<Correspondent> from,
    @Size(max = 1000) @NotNull List<@NotNull Correspondent> to,
    Optional<@Size(max = 1000) List<Correspondent>> cc,
    @Schema(description = "They get it without being named")
        Optional<@Size(max = 1000) List<Correspondent>> bcc,
    Optional<@Size(max = 100) List<Correspondent>> replyTo,
    @Schema(example = "Your order 4711") Optional<String> subject,
    @Schema(example = "Thank you.\n") Optional<String> text,
    Optional<String> html,
    @Schema(description = "Ids with their angle brackets; the last is what the message answers")
        Optional<@Size(max = 100) List<String>> references,
    Optional<@Size(max = 200) List<FileBody>> attachments,
    @Schema(description = "Further header fields") Optional<@Size(max = 100) List<Note>> headers,
    @Schema(description = "What the application notes for itself: events bring it back")
        Optional<@Size(max = 100) List<Note>> extra,
    @Schema(
            description =
                "true: only by TLS that is vouched for; false: policies about TLS do not"
                    + " keep it back")
        Optional<Boolean> requireTls,
    @Schema(description = "Before which moment it does not leave", example = "2026-12-24T18:00:00Z")
        Optional<String> releaseAt,
    @Schema(description = "Whether a copy is filed among the sent mail")
        Optional<Boolean> saveSent) {
  static final int MAX_BODY = 32 * 1024 * 1024;

  /** A name and a value. */
  public record Note(@NotNull String name, @NotNull String value) {}

  /** A file. */
  public record FileBody(
      Optional<String> name,
      @Schema(example = "application/pdf") Optional<String> mediaType,
      @Schema(description = "By which HTML shows it: then it is no attachment")
          Optional<String> contentId,
      @Schema(description = "In base64") @NotNull String data) {

    OutgoingPart part() {
      byte[] octets;
      try {
        octets = Base64.getMimeDecoder().decode(data);
      } catch (IllegalArgumentException broken) {
        throw ProblemException.badRequest("attachments", "data must be base64");
      }
      Optional<String> id = contentId.map(it -> it.replaceAll("^<|>$", ""));
      if (id.filter(it -> !it.matches("[!-;=?-~]{1,200}")).isPresent()) {
        throw ProblemException.badRequest("attachments", "contentId is <id>");
      }
      String file = name.orElse("");
      if (file.length() > 500 || file.codePoints().anyMatch(Character::isISOControl)) {
        throw ProblemException.badRequest("attachments", "name is a single line");
      }
      return new OutgoingPart(
          file, mediaType.orElse("application/octet-stream"), id, out -> out.write(octets));
    }
  }

  /** What the boundary wants. */
  ApplicationMail mail(Clock clock) {
    List<OutgoingPart> files = attachments.orElse(List.of()).stream().map(FileBody::part).toList();
    List<OutgoingPart> inline = new ArrayList<>(files);
    inline.removeIf(part -> part.contentId().isEmpty());
    List<OutgoingPart> attached = new ArrayList<>(files);
    attached.removeIf(part -> part.contentId().isPresent());
    MultipartMail message =
        new MultipartMail(
            from.map(Correspondent::mailAddress).stream().toList(),
            Optional.empty(),
            addresses(replyTo),
            addresses(Optional.of(to)),
            addresses(cc),
            addresses(bcc),
            "",
            references.orElse(List.of()),
            OffsetDateTime.now(clock),
            subject.orElse(""),
            text.orElse(""),
            html.orElse(""),
            List.of(),
            inline,
            attached,
            headers.orElse(List.of()).stream()
                .map(it -> new MultipartMail.ExtraField(it.name(), it.value()))
                .toList());
    return new ApplicationMail(message, notes(), requireTls, release(), saveSent.orElse(false));
  }

  private static List<org.posthorn.mime.MailAddress> addresses(
      Optional<List<Correspondent>> people) {
    return people.orElse(List.of()).stream().map(Correspondent::mailAddress).toList();
  }

  private Map<String, String> notes() {
    Map<String, String> notes = new LinkedHashMap<>();
    for (Note each : extra.orElse(List.of())) {
      if (notes.put(each.name(), each.value()) != null) {
        throw ProblemException.badRequest("extra", "names each note once");
      }
    }
    return notes;
  }

  private Optional<Instant> release() {
    try {
      return releaseAt.map(it -> OffsetDateTime.parse(it).toInstant());
    } catch (DateTimeException e) {
      throw ProblemException.badRequest("releaseAt", "must be a time such as 2026-12-24T18:00:00Z");
    }
  }

  /** Without what it says. */
  @Override
  public String toString() {
    return "SendMessage";
  }
}
