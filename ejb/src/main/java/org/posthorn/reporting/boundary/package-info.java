/** Sends reports to other domains. */
@NullMarked
package org.posthorn.reporting.boundary;

import org.jspecify.annotations.NullMarked;
