package org.posthorn.checks.value;

import java.util.List;
import org.posthorn.mailauth.arc.ArcResult;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.results.Iprev;
import org.posthorn.mailauth.spf.SpfVerdict;

/**
 * What is known of a message from elsewhere.
 *
 * @param disposition what is to be done by the policy of the author's domain, as far as this server
 *     follows it
 * @param fields header fields that tell all of it, each line ended by CRLF
 */
public record CheckResults(
    Iprev.Result reverse,
    SpfVerdict spf,
    List<DkimResult> signatures,
    ArcResult chain,
    DmarcVerdict dmarc,
    DmarcPolicy disposition,
    String fields) {
  public CheckResults {
    signatures = List.copyOf(signatures);
  }
}
