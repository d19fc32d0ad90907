//! A bar on standard error that shows how far a long run has come.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::output;

/// Runs that are done by then show nothing.
const PATIENCE: Duration = Duration::from_secs(1);
const TEMPLATE: &str = "reading {wide_bar} {pos} of {len} articles, {eta} left";

/// How far the run is. The bar appears once the run takes long, and only where a person watches.
pub(super) struct Progress {
    started: Instant,
    total: u64,
    done: AtomicU64,
    shown: bool,
    bar: OnceLock<ProgressBar>,
}

impl Progress {
    pub(super) fn new(articles: usize, quiet: bool) -> Self {
        Self {
            started: Instant::now(),
            total: articles as u64,
            done: AtomicU64::new(0),
            shown: !quiet && output::is_watched(),
            bar: OnceLock::new(),
        }
    }

    /// One article is read.
    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.shown || self.started.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_init(|| {
            let bar = ProgressBar::new(self.total);
            bar.set_style(
                ProgressStyle::with_template(TEMPLATE)
                    .unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar
        });
        bar.set_position(done);
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
