/** Sender Policy Framework: which hosts may send mail for a domain. RFC 7208. */
@NullMarked
package org.posthorn.mailauth.spf;

import org.jspecify.annotations.NullMarked;
