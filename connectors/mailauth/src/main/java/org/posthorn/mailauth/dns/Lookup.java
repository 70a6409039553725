package org.posthorn.mailauth.dns;

import org.xbill.DNS.Name;

/** A way to ask DNS. Thread-safe; waits for the answer. */
interface Lookup {
  DnsAnswer ask(Name name, int type);
}
