/** Mails that bring reports to other domains. */
@NullMarked
package org.posthorn.reporting.value;

import org.jspecify.annotations.NullMarked;
