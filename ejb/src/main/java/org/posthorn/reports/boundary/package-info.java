/** Reports of others about mail of ours. */
@NullMarked
package org.posthorn.reports.boundary;

import org.jspecify.annotations.NullMarked;
