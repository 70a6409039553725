/** What reports say. */
@NullMarked
package org.posthorn.reports.value;

import org.jspecify.annotations.NullMarked;
