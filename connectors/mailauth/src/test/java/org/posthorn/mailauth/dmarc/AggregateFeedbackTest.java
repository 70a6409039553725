package org.posthorn.mailauth.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.posthorn.mailauth.dmarc.AggregateFeedback.Result;
import org.posthorn.mailauth.dmarc.AggregateFeedback.Row;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Aggregate reports are written as RFC 9990 Appendix A has them. */
class AggregateFeedbackTest {
  private static final Instant BEGIN = Instant.parse("2026-11-29T00:00:00Z");

  private static AggregateFeedback feedback(Row... rows) {
    DmarcRecord record =
        DmarcRecord.of(List.of("v=DMARC1; p=reject; sp=none; np=quarantine; adkim=s; t=y"))
            .orElseThrow();
    return new AggregateFeedback(
        "mx.posthorn.test",
        "r1@mx.posthorn.test",
        BEGIN,
        BEGIN.plusSeconds(86_400),
        "a.test",
        DmarcDiscovery.TREE_WALK,
        record,
        List.of(rows));
  }

  private static Row row(boolean dkim, DmarcPolicy disposition, String reason, String selector) {
    return new Row(
        "2001:db8::1",
        3,
        disposition,
        reason,
        reason.isEmpty() ? "" : "a <word>",
        dkim,
        false,
        "www.a.test",
        "",
        List.of(new Result("a.test", selector, "pass")),
        List.of(new Result("b.test", "", "softfail")));
  }

  @Test
  void allIsToldInTheOrderOfTheSchema() {
    assertThat(
            feedback(
                    row(true, DmarcPolicy.NONE, "", "s1"),
                    row(false, DmarcPolicy.QUARANTINE, "policy_test_mode", "s2"))
                .xml()
                .replace("><", ">\n<"))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0">
            <version>1.0</version>
            <report_metadata>
            <org_name>mx.posthorn.test</org_name>
            <email>postmaster@mx.posthorn.test</email>
            <report_id>r1@mx.posthorn.test</report_id>
            <date_range>
            <begin>1795910400</begin>
            <end>1795996799</end>
            </date_range>
            <generator>Posthorn</generator>
            </report_metadata>
            <policy_published>
            <domain>a.test</domain>
            <adkim>s</adkim>
            <aspf>r</aspf>
            <p>reject</p>
            <sp>none</sp>
            <np>quarantine</np>
            <testing>y</testing>
            <discovery_method>treewalk</discovery_method>
            </policy_published>
            <record>
            <row>
            <source_ip>2001:db8::1</source_ip>
            <count>3</count>
            <policy_evaluated>
            <disposition>pass</disposition>
            <dkim>pass</dkim>
            <spf>fail</spf>
            </policy_evaluated>
            </row>
            <identifiers>
            <header_from>www.a.test</header_from>
            <envelope_from>
            </envelope_from>
            </identifiers>
            <auth_results>
            <dkim>
            <domain>a.test</domain>
            <selector>s1</selector>
            <result>pass</result>
            </dkim>
            <spf>
            <domain>b.test</domain>
            <scope>mfrom</scope>
            <result>softfail</result>
            </spf>
            </auth_results>
            </record>
            <record>
            <row>
            <source_ip>2001:db8::1</source_ip>
            <count>3</count>
            <policy_evaluated>
            <disposition>quarantine</disposition>
            <dkim>fail</dkim>
            <spf>fail</spf>
            <reason>
            <type>policy_test_mode</type>
            <comment>a &lt;word&gt;</comment>
            </reason>
            </policy_evaluated>
            </row>
            <identifiers>
            <header_from>www.a.test</header_from>
            <envelope_from>
            </envelope_from>
            </identifiers>
            <auth_results>
            <dkim>
            <domain>a.test</domain>
            <selector>s2</selector>
            <result>pass</result>
            </dkim>
            <spf>
            <domain>b.test</domain>
            <scope>mfrom</scope>
            <result>softfail</result>
            </spf>
            </auth_results>
            </record>
            </feedback>"""
                .stripTrailing());
  }

  @Test
  void whateverAStrangerPutsIntoASelectorItStaysXml() throws Exception {
    String selector = "\u0000\u001b<&\uFFFE\uD800]]>";
    Document read =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new InputSource(
                    new StringReader(feedback(row(false, DmarcPolicy.NONE, "", selector)).xml())));
    assertThat(read.getElementsByTagName("selector").item(0).getTextContent())
        .isEqualTo("??<&??]]>");
  }
}
