//! A proxy in front of a server, in this process: counts flights, cuts the connection after so many bytes, changes bytes,
//! holds them up and swallows them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use crate::random::Random;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    ToServer,
    ToClient,
}

/// In microseconds.
const LONGEST_DELAY: u64 = 3000;

#[derive(Default)]
struct State {
    /// Times that the client spoke after the server had, or first.
    flights: AtomicUsize,
    client_spoke: AtomicBool,
    to_server: AtomicU64,
    to_client: AtomicU64,
    /// Bytes that still pass, each way; `u64::MAX` for all.
    left_to_server: AtomicU64,
    left_to_client: AtomicU64,
    cut: AtomicBool,
    /// The byte of those to the client, from now on, that is changed, and how.
    corrupt_at: AtomicU64,
    corrupt_by: AtomicU8,
    /// What the delays are drawn from; 0 for none.
    delays: AtomicU64,
    held_up: AtomicUsize,
    /// Connections with a lower number lose what is sent, each way.
    silent_to_server: AtomicU64,
    silent_to_client: AtomicU64,
    connections: AtomicU64,
}

pub(crate) struct Proxy {
    pub(crate) port: u16,
    state: Arc<State>,
}

impl Proxy {
    pub(crate) async fn before(server: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(State {
            left_to_server: AtomicU64::new(u64::MAX),
            left_to_client: AtomicU64::new(u64::MAX),
            corrupt_at: AtomicU64::new(u64::MAX),
            ..State::default()
        });
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let connection = shared.connections.fetch_add(1, Ordering::SeqCst);
                let Ok(server) = TcpStream::connect(("127.0.0.1", server)).await else { continue };
                let _ = (client.set_nodelay(true), server.set_nodelay(true));
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                let [up, down] =
                    [2 * connection, 2 * connection + 1].map(|way| Delays { way, seed: 0, random: Random::of(0) });
                tokio::spawn(pass(from_client, to_server, Arc::clone(&shared), Direction::ToServer, up));
                tokio::spawn(pass(from_server, to_client, Arc::clone(&shared), Direction::ToClient, down));
            }
        });
        Proxy { port, state }
    }

    /// Flights and bytes, each way, since the last time.
    pub(crate) fn take(&self) -> (usize, u64, u64) {
        self.state.client_spoke.store(false, Ordering::SeqCst);
        let flights = self.state.flights.swap(0, Ordering::SeqCst);
        let to_server = self.state.to_server.swap(0, Ordering::SeqCst);
        let to_client = self.state.to_client.swap(0, Ordering::SeqCst);
        (flights, to_server, to_client)
    }

    /// Lets so many bytes more pass in this direction, then cuts the connections.
    pub(crate) fn cut_after(&self, bytes: u64, direction: Direction) {
        self.state.cut.store(false, Ordering::SeqCst);
        let [server, client] = match direction {
            Direction::ToServer => [bytes, u64::MAX],
            Direction::ToClient => [u64::MAX, bytes],
        };
        self.state.left_to_server.store(server, Ordering::SeqCst);
        self.state.left_to_client.store(client, Ordering::SeqCst);
    }

    /// Changes the bits of the mask in this byte of those to the client, counted from now.
    pub(crate) fn corrupt(&self, byte: u64, mask: u8) {
        self.state.corrupt_by.store(mask, Ordering::SeqCst);
        self.state.corrupt_at.store(byte, Ordering::SeqCst);
    }

    /// Holds the bytes up for some milliseconds here and there, both ways; where and how long follows from the seed.
    pub(crate) fn delay(&self, seed: u64) {
        self.state.delays.store(seed, Ordering::SeqCst);
    }

    /// How often bytes were held up.
    pub(crate) fn held_up(&self) -> usize {
        self.state.held_up.load(Ordering::SeqCst)
    }

    /// How many connections there have been.
    #[allow(dead_code)] // only tests/postgres asks
    pub(crate) fn connections(&self) -> u64 {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// From now on swallows what either end of the connections of now sends. New ones work.
    pub(crate) fn silence(&self) {
        let connections = self.state.connections.load(Ordering::SeqCst);
        self.state.silent_to_server.store(connections, Ordering::SeqCst);
        self.state.silent_to_client.store(connections, Ordering::SeqCst);
    }

    /// As `silence`, but only what the server sends.
    pub(crate) fn deafen(&self) {
        self.state.silent_to_client.store(self.state.connections.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    /// Lets everything pass again, on new connections.
    pub(crate) fn mend(&self) {
        self.cut_after(u64::MAX, Direction::ToServer);
    }
}

/// Where one way of one connection is held up.
struct Delays {
    way: u64,
    seed: u64,
    random: Random,
}

impl Delays {
    /// Writes the bytes in up to three parts, with a pause before each.
    async fn write(&mut self, bytes: &[u8], to: &mut OwnedWriteHalf, state: &State) -> std::io::Result<()> {
        let seed = state.delays.load(Ordering::SeqCst);
        if seed == 0 {
            return to.write_all(bytes).await;
        }
        if self.seed != seed {
            self.seed = seed;
            self.random = Random::of(seed.wrapping_mul(1_000_003).wrapping_add(self.way));
        }
        let mut rest = bytes;
        for _ in 0..self.random.below(3) {
            let (first, others) =
                rest.split_at(usize::try_from(self.random.below(rest.len() as u64 + 1)).expect("a length"));
            to.write_all(first).await?;
            state.held_up.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_micros(self.random.below(LONGEST_DELAY))).await;
            rest = others;
        }
        to.write_all(rest).await
    }
}

async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    state: Arc<State>,
    direction: Direction,
    mut delays: Delays,
) {
    let mut buffer = vec![0; 16 * 1024];
    let left = match direction {
        Direction::ToServer => &state.left_to_server,
        Direction::ToClient => &state.left_to_client,
    };
    loop {
        let read = tokio::select! {
            read = from.read(&mut buffer) => read,
            () = cut(&state) => break,
        };
        let Ok(count @ 1..) = read else { break };
        let silent = match direction {
            Direction::ToServer => &state.silent_to_server,
            Direction::ToClient => &state.silent_to_client,
        };
        // Each connection has two ways.
        if delays.way / 2 < silent.load(Ordering::SeqCst) {
            continue;
        }
        match direction {
            Direction::ToServer => {
                if !state.client_spoke.swap(true, Ordering::SeqCst) {
                    state.flights.fetch_add(1, Ordering::SeqCst);
                }
                state.to_server.fetch_add(count as u64, Ordering::SeqCst);
            }
            Direction::ToClient => {
                state.client_spoke.store(false, Ordering::SeqCst);
                state.to_client.fetch_add(count as u64, Ordering::SeqCst);
                let at = state.corrupt_at.load(Ordering::SeqCst);
                if at < count as u64 {
                    buffer[usize::try_from(at).expect("less than a count")] ^= state.corrupt_by.load(Ordering::SeqCst);
                }
                if at != u64::MAX {
                    let left = at.checked_sub(count as u64).unwrap_or(u64::MAX);
                    state.corrupt_at.store(left, Ordering::SeqCst);
                }
            }
        }
        let allowed = left.load(Ordering::SeqCst);
        let passes = usize::try_from(allowed).unwrap_or(usize::MAX).min(count);
        if allowed != u64::MAX {
            left.fetch_sub(passes as u64, Ordering::SeqCst);
        }
        if delays.write(&buffer[..passes], &mut to, &state).await.is_err() {
            break;
        }
        if passes < count {
            state.cut.store(true, Ordering::SeqCst);
            break;
        }
    }
}

async fn cut(state: &State) {
    while !state.cut.load(Ordering::SeqCst) {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
