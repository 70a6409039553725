/** Who reports to other domains. */
@NullMarked
package org.posthorn.reporting.control;

import org.jspecify.annotations.NullMarked;
