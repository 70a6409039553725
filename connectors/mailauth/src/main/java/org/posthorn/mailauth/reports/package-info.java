/** What reports to other domains have in common. */
@NullMarked
package org.posthorn.mailauth.reports;

import org.jspecify.annotations.NullMarked;
