/** Puts messages in order by what stands in their envelopes. */
@NullMarked
package org.posthorn.imap.order;

import org.jspecify.annotations.NullMarked;
