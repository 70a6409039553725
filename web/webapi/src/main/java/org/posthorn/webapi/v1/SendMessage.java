package org.posthorn.webapi.v1;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.mime.compose.MultipartMail;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.sending.value.ApplicationMail;
import org.posthorn.webapi.body.BodyLimit;
import org.posthorn.webapi.files.FileExtraction;
import org.posthorn.webapi.files.HasFiles;
import org.posthorn.webapi.files.RequestFiles;
import org.posthorn.webapi.problem.ProblemException;

/** A message that is to be sent. */
@BodyLimit(SendMessage.MAX_TEXT)
@HasFiles(array = "attachments", member = "data", most = SendMessage.MAX_FILES)
public record SendMessage(
    @Schema(description = "Without it, the account itself") Optional<@Valid Correspondent> from,
    @Size(max = 1000) @NotNull List<@NotNull @Valid Correspondent> to,
    Optional<@Size(max = 1000) List<@NotNull @Valid Correspondent>> cc,
    @Schema(description = "They get it without being named")
        Optional<@Size(max = 1000) List<@NotNull @Valid Correspondent>> bcc,
    Optional<@Size(max = 100) List<@NotNull @Valid Correspondent>> replyTo,
    @Schema(example = "Your order 4711") Optional<String> subject,
    @Schema(example = "Thank you.\n") Optional<String> text,
    Optional<String> html,
    @Schema(description = "Ids with their angle brackets; the last is what the message answers")
        Optional<@Size(max = 100) List<@NotNull String>> references,
    Optional<@Size(max = FileExtraction.MOST_FILES) List<@NotNull @Valid FileBody>> attachments,
    @Schema(description = "Further header fields")
        Optional<@Size(max = 100) List<@NotNull @Valid Note>> headers,
    @Schema(description = "What the application notes for itself: events bring it back")
        Optional<@Size(max = 100) List<@NotNull @Valid Note>> extra,
    @Schema(
            description =
                "true: only by TLS that is vouched for; false: policies about TLS do not"
                    + " keep it back")
        Optional<Boolean> requireTls,
    @Schema(description = "Before which moment it does not leave", example = "2026-12-24T18:00:00Z")
        Optional<String> releaseAt,
    @Schema(description = "Whether a copy is filed among the sent mail")
        Optional<Boolean> saveSent) {
  /** Octets of all but the attachments. */
  static final int MAX_TEXT = 2 * 1024 * 1024;

  /** Octets of all attachments, decoded. */
  static final long MAX_FILES = 32L * 1024 * 1024;

  /** A name and a value. */
  public record Note(@NotNull String name, @NotNull String value) {}

  /** A file. */
  public record FileBody(
      Optional<String> name,
      @Schema(example = "application/pdf") Optional<String> mediaType,
      @Schema(description = "By which HTML shows it: then it is no attachment")
          Optional<String> contentId,
      @Schema(description = "In base64 (RFC 4648 §4); line ends in it do not count") @NotNull String data) {

    OutgoingPart part(RequestFiles files) {
      Optional<String> id = contentId.map(it -> it.replaceAll("^<|>$", ""));
      if (id.filter(it -> !it.matches("[!-;=?-~]{1,200}")).isPresent()) {
        throw ProblemException.badRequest("attachments", "contentId is <id>");
      }
      String file = name.orElse("");
      if (file.length() > 500 || file.codePoints().anyMatch(Character::isISOControl)) {
        throw ProblemException.badRequest("attachments", "name is a single line");
      }
      return new OutgoingPart(
          file, mediaType.orElse("application/octet-stream"), id, files.file(data));
    }
  }

  /** What the boundary wants. */
  ApplicationMail mail(Clock clock, RequestFiles octets) {
    List<OutgoingPart> files =
        attachments.orElse(List.of()).stream().map(file -> file.part(octets)).toList();
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
