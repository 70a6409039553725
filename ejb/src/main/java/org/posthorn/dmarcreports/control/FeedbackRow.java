package org.posthorn.dmarcreports.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.posthorn.checks.value.Evaluation;
import org.posthorn.mailauth.dmarc.AggregateFeedback.Result;
import org.posthorn.mailauth.dmarc.AggregateFeedback.Row;
import org.posthorn.mailauth.dmarc.DmarcPolicy;

/** Rows of reports, as evaluations have them. */
final class FeedbackRow {
  private FeedbackRow() {}

  static Row of(Evaluation found, long messages) {
    String[] reason = found.reason().split(":", 2);
    return new Row(
        found.source(),
        messages,
        DmarcPolicy.valueOf(found.disposition().toUpperCase(Locale.ROOT)),
        reason[0],
        reason.length > 1 ? reason[1] : "",
        found.dkim(),
        found.spf(),
        found.author(),
        found.sender(),
        results(found.signatures()),
        results(found.spfResult()));
  }

  private static List<Result> results(String text) {
    return Arrays.stream(text.split(" "))
        .map(each -> each.split(":", 3))
        .filter(parts -> parts.length > 1 && !parts[1].isEmpty())
        .map(parts -> new Result(parts[1], parts.length > 2 ? parts[2] : "", parts[0]))
        .toList();
  }
}
