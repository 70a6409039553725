package org.posthorn.webapi.admin;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.webapi.problem.ProblemException;

/** A rule of an account: it fits when all of its conditions hold; the first that fits counts. */
public record FilterRuleBody(
    @Schema(description = "A regular expression (RE2) for the address of MAIL")
        Optional<@Size(max = 500) String> sender,
    @Schema(description = "One for the address of From") Optional<@Size(max = 500) String> author,
    @Schema(description = "A domain that is proved by SPF or DKIM, or one above it")
        Optional<@Size(max = 255) String> verifiedDomain,
    @Schema(description = "Conditions for header fields")
        Optional<@Size(max = 20) List<@Valid HeaderPatternBody>> headers,
    @Schema(description = "Where messages go; left out: to the INBOX")
        Optional<@Size(max = 500) String> mailbox,
    @Schema(description = "Whether another server has forwarded them") Optional<Boolean> forwarded,
    @Schema(description = "The mailing list whose messages are taken as they are")
        Optional<@Size(max = 255) String> listDomain,
    @Schema(description = "Where messages go that would be refused")
        Optional<@Size(max = 500) String> rejectsMailbox,
    Optional<@Size(max = 1000) String> remark) {

  /** The rule; a problem where two conditions have the same name. */
  public FilterRule rule() {
    Map<String, String> patterns = new LinkedHashMap<>();
    for (HeaderPatternBody each : headers.orElse(List.of())) {
      if (patterns.put(each.name(), each.value()) != null) {
        throw ProblemException.badRequest("headers", "two conditions for " + each.name());
      }
    }
    return new FilterRule(
        sender.orElse(""),
        author.orElse(""),
        verifiedDomain.orElse(""),
        patterns,
        mailbox.orElse(""),
        forwarded.orElse(false),
        listDomain.orElse(""),
        rejectsMailbox.orElse(""),
        remark.orElse(""));
  }

  /** What is shown of a rule. */
  public static FilterRuleBody of(FilterRule rule) {
    List<HeaderPatternBody> headers =
        rule.sortedHeaders().entrySet().stream()
            .map(each -> new HeaderPatternBody(each.getKey(), each.getValue()))
            .toList();
    return new FilterRuleBody(
        said(rule.sender()),
        said(rule.author()),
        said(rule.verifiedDomain()),
        headers.isEmpty() ? Optional.empty() : Optional.of(headers),
        said(rule.mailbox()),
        Optional.of(rule.forwarded()).filter(Boolean::booleanValue),
        said(rule.listDomain()),
        said(rule.rejectsMailbox()),
        said(rule.remark()));
  }

  private static Optional<String> said(String text) {
    return Optional.of(text).filter(each -> !each.isEmpty());
  }
}
