package org.posthorn.webapi.admin;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.filtering.value.FilterSettings;

/** What a server, a domain or an account wants of incoming mail; what is left out is not said. */
public record FilterSettingsBody(
    @Schema(description = "Whether it goes by what is known of senders")
        Optional<Boolean> reputation,
    @Schema(description = "Whether it goes by what messages say") Optional<Boolean> junk,
    @Schema(description = "Above which probability a message is junk, 0 to 1", example = "0.95")
        Optional<@DecimalMin("0") @DecimalMax("1") Double> junkThreshold,
    @Schema(description = "Whether only mail with a proved author is taken")
        Optional<Boolean> requireProof,
    @Schema(description = "Whether a sender is told a word for the subject that opens the door")
        Optional<Boolean> subjectPass,
    @Schema(description = "How many hours that word is good", example = "12")
        Optional<@Min(0) @Max(720) Integer> subjectPassHours,
    @Schema(description = "Seconds that unknown senders wait", example = "15")
        Optional<@Min(0) @Max(60) Integer> firstTimeDelay,
    @Schema(description = "Where refused messages are kept; empty: nowhere", example = "Rejects")
        Optional<@Size(max = 500) String> rejectsMailbox,
    @Schema(description = "Whether they are kept longer than 14 days, and more than 1,000")
        Optional<Boolean> keepRejects,
    @Schema(description = "Where mail of strangers goes; empty: to the INBOX")
        Optional<@Size(max = 500) String> introbox,
    @Schema(description = "Whether senders whose mail passes DMARC hear that it looks unwanted")
        Optional<Boolean> tellUnwanted,
    @Schema(description = "Zones of DNS with bad clients") Optional<List<String>> blocklists,
    @Schema(description = "Zones of DNS with good clients") Optional<List<String>> allowlists) {

  FilterSettings settings() {
    return new FilterSettings(
        reputation,
        junk,
        junkThreshold,
        requireProof,
        subjectPass,
        subjectPassHours,
        firstTimeDelay,
        rejectsMailbox,
        keepRejects,
        introbox,
        tellUnwanted,
        blocklists.map(FilterSettingsBody::lower),
        allowlists.map(FilterSettingsBody::lower));
  }

  private static List<String> lower(List<String> zones) {
    return zones.stream().map(zone -> zone.toLowerCase(Locale.ROOT)).toList();
  }

  static FilterSettingsBody of(FilterSettings settings) {
    return new FilterSettingsBody(
        settings.reputation(),
        settings.junk(),
        settings.junkThreshold(),
        settings.requireProof(),
        settings.subjectPass(),
        settings.subjectPassHours(),
        settings.firstTimeDelay(),
        settings.rejectsMailbox(),
        settings.keepRejects(),
        settings.introbox(),
        settings.tellUnwanted(),
        settings.blocklists(),
        settings.allowlists());
  }
}
